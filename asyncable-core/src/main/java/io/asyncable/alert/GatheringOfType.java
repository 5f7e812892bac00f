package io.asyncable.alert;

import io.asyncable.AlertChannel;
import io.asyncable.database.EngineDatabase;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.type.Policy;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores an alert about the expired records of one type for every channel, in one transaction. So
 * an instance that dies afterwards loses no alert, and no alert reports something that was rolled
 * back.
 */
final class GatheringOfType {

  private final AlertRows rows;
  private final Collection<String> channels;
  private final Duration interval;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  GatheringOfType(
      AlertRows rows,
      Map<String, AlertChannel> channels,
      AlertSettings settings,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.rows = rows;
    this.channels = channels.keySet();
    this.interval = settings.interval();
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Returns the number of expired records found; 0 if the interval since the last alert is not
   * over.
   */
  int gather(String type, Policy policy) {
    Instant now = clock.instant();
    Optional<Expired> gathered =
        transactions.execute(
            status ->
                rows.turn(type, now.minus(interval), now)
                    ? rows.gather(type, now).map(expired -> write(type, expired, policy, now))
                    : Optional.empty());
    return gathered == null ? 0 : gathered.map(Expired::many).orElse(0);
  }

  private Expired write(String type, Expired expired, Policy policy, Instant now) {
    Reason reason = Explanations.of(expired.expiration(), policy);
    channels.forEach(channel -> rows.write(channel, type, expired, reason, now));
    return expired;
  }
}
