package io.asyncable.sweep;

import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Reference;
import io.asyncable.move.SweepSettings;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.run.Expiry;
import io.asyncable.submit.Publisher;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries verdicts out once they are committed: publishes records, and gives records up. */
final class Enforcement {

  private static final Logger log = LoggerFactory.getLogger(Enforcement.class);

  private final Policies policies;
  private final Publisher publisher;
  private final Expiry expiry;
  private final Timers timers;
  private final EngineClock clock;
  private final Duration grace;

  Enforcement(
      Policies policies,
      Publisher publisher,
      Expiry expiry,
      Timers timers,
      EngineClock clock,
      SweepSettings settings) {
    this.policies = policies;
    this.publisher = publisher;
    this.expiry = expiry;
    this.timers = timers;
    this.clock = clock;
    this.grace = settings.grace();
  }

  Tally of(ProcessType type, Verdicts verdicts) {
    String queue = policies.of(type).queue();
    verdicts.publish.forEach(
        due ->
            publisher.publish(
                queue, Verdicts.laneOf(due), due.reference(), verdicts.now, due.trace()));
    int expired = 0;
    for (Verdicts.GivenUp givenUp : verdicts.giveUp) {
      Expiry.Why why = givenUp.why();
      expired +=
          giveUp(type, givenUp.due().reference(), () -> expiry.giveUp(type, givenUp.due(), why));
    }
    for (FailedAttempt open : verdicts.open) {
      expired +=
          giveUp(type, open.reference(), () -> expiry.giveUp(open, Expiry.Why.unknown(null)));
    }
    return verdicts.tally(expired);
  }

  /**
   * A record that cannot expire stops no other. It gets a later timer, so that it is no longer the
   * first.
   */
  private int giveUp(ProcessType type, Reference record, BooleanSupplier expiring) {
    try {
      return expiring.getAsBoolean() ? 1 : 0;
    } catch (Throwable failure) {
      timers.set(type.table(), List.of(new Timer(record, clock.instant().plus(grace))));
      log.error(
          "Expiring {} failed and will be tried again: {}",
          LogText.of(record.key()),
          ErrorDetails.logged(failure));
      return 0;
    }
  }
}
