package io.asyncable.operate;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.job.Enqueued;
import io.asyncable.schedule.Schedules;
import io.asyncable.worker.EngineClock;
import java.util.Objects;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Acts on schedules in a person's name, and writes the audit entry in the same transaction. The
 * caller has checked the person's permission.
 */
public final class AuditedSchedules {

  private static final String GOES_ON = "goes on";
  private static final String PAUSED = "paused";

  private final Schedules schedules;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  AuditedSchedules(
      Schedules schedules,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.schedules = schedules;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Fires no slot of the schedule from now on.
   *
   * @return false if it was paused already, and then stays as it is
   * @throws io.asyncable.UnknownRecord if no schedule has that name
   * @throws IllegalArgumentException if there is no reason
   */
  public boolean pause(Actor actor, String name) {
    String reason = Objects.requireNonNullElse(actor.reason(), "");
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean done = schedules.pause(name, actor.name(), reason);
              if (done) {
                tell(actor, "pause", name, new Change(GOES_ON, PAUSED));
              }
              return done;
            }));
  }

  /**
   * Goes on with the next slot of the schedule.
   *
   * @return false if it was not paused
   * @throws io.asyncable.UnknownRecord if no schedule has that name
   */
  public boolean resume(Actor actor, String name) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean done = schedules.resume(name);
              if (done) {
                tell(actor, "resume", name, new Change(PAUSED, GOES_ON));
              }
              return done;
            }));
  }

  /**
   * Enqueues the job of the schedule now.
   *
   * @throws io.asyncable.UnknownRecord if no schedule has that name
   */
  public Enqueued runNow(Actor actor, String name) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Enqueued job = schedules.runNow(name);
              tell(actor, "run", name, new Change(null, job.type() + ":" + job.id()));
              return job;
            }));
  }

  private void tell(Actor actor, String action, String name, Change change) {
    audit.ofTarget(actor, action, "schedule " + name, change, clock.instant());
  }
}
