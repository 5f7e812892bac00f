package io.asyncable.sweep;

import io.asyncable.move.Timers;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;

/** One pass over the due records of one type: looks for messages, judges, then publishes. */
final class SweepOfType {

  private final Policies policies;
  private final Timers timers;
  private final Lookout lookout;
  private final Judgement judgement;
  private final Enforcement enforcement;
  private final EngineClock clock;

  SweepOfType(
      Policies policies,
      Timers timers,
      Lookout lookout,
      Judgement judgement,
      Enforcement enforcement,
      EngineClock clock) {
    this.policies = policies;
    this.timers = timers;
    this.lookout = lookout;
    this.judgement = judgement;
    this.enforcement = enforcement;
    this.clock = clock;
  }

  Tally of(ProcessType type) {
    if (!timers.anyDue(type, clock.instant())) {
      return Tally.NOTHING;
    }
    // Asks Kafka before it locks any row, so that no row stays locked while Kafka answers.
    return lookout
        .messagesOf(type)
        .map(messages -> judgement.of(type, policies.of(type), messages, clock))
        .map(verdicts -> enforcement.of(type, verdicts))
        .orElse(Tally.NOTHING);
  }

  /**
   * Judges only this worker's own claims, which no other instance judges while it lives. Records
   * that it finds lost wait for an instance with the role sweeper.
   */
  Tally ownOf(ProcessType type) {
    return judgement.ofOwn(type, policies.of(type), clock.instant()).tally(0);
  }
}
