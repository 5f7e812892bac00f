package io.asyncable.alert;

import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Finds expired records in the history and stores an alert for every channel, in one transaction.
 * So an instance that dies afterwards loses no alert, and no alert reports something that was
 * rolled back.
 */
final class Gathering {

  private final ProcessTypes types;
  private final AlertRows rows;
  private final Collection<String> channels;
  private final TransactionOperations transactions;
  private final Troubles troubles;
  private final Duration interval;
  private final Clock clock;

  Gathering(
      ProcessTypes types,
      AlertRows rows,
      Collection<String> channels,
      TransactionOperations transactions,
      Troubles troubles,
      Duration interval,
      Clock clock) {
    this.types = types;
    this.rows = rows;
    this.channels = channels;
    this.transactions = transactions;
    this.troubles = troubles;
    this.interval = interval;
    this.clock = clock;
  }

  /** Returns how many expiries it found. */
  int gather() {
    Set<String> untold = new HashSet<>(rows.untold());
    AtomicInteger found = new AtomicInteger();
    types.all().stream()
        .map(ProcessType::name)
        .filter(untold::contains)
        .forEach(type -> troubles.attempt(Work.ALERT, type, () -> found.addAndGet(gather(type))));
    return found.get();
  }

  /** Gives up what waits for longer; returns how many. */
  int forget(Duration kept) {
    return rows.forget(clock.instant().minus(kept));
  }

  private int gather(String type) {
    Instant now = clock.instant();
    Optional<Expired> gathered =
        transactions.execute(
            status ->
                rows.turn(type, now.minus(interval), now)
                    ? rows.gather(type, now).map(expired -> write(type, expired, now))
                    : Optional.empty());
    return gathered == null ? 0 : gathered.map(Expired::many).orElse(0);
  }

  private Expired write(String type, Expired expired, Instant now) {
    Reason reason = Explanations.ofExpiry(expired.error(), expired.attempts(), expired.at());
    channels.forEach(channel -> rows.write(channel, type, expired, reason, now));
    return expired;
  }
}
