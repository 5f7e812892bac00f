package io.asyncable.operate;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.queue.QueuePause;
import io.asyncable.queue.QueuePauses;
import io.asyncable.text.Times;
import io.asyncable.worker.EngineClock;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pauses and resumes queues in a person's name, and writes the audit entry in the same transaction.
 * The caller has checked the person's permission.
 */
public final class AuditedPauses {

  private static final String RUNNING = "running";

  private final QueuePauses pauses;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  AuditedPauses(
      QueuePauses pauses,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.pauses = pauses;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Lets no further attempt of the queue begin.
   *
   * @return false if it was paused already, and then stays as it is
   * @throws io.asyncable.UnknownRecord if no queue has that name
   */
  public boolean pause(Actor actor, String queue) {
    return act("pause", actor, queue, () -> pauses.pause(queue, actor.name(), actor.reason()));
  }

  /**
   * Lets the queue go on.
   *
   * @return false if it was not paused
   * @throws io.asyncable.UnknownRecord if no queue has that name
   */
  public boolean resume(Actor actor, String queue) {
    return act("resume", actor, queue, () -> pauses.resume(queue));
  }

  /** An act that changed nothing leaves no entry, like one that was refused. */
  private boolean act(String action, Actor actor, String queue, BooleanSupplier work) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              String before = words(queue);
              boolean done = work.getAsBoolean();
              if (done) {
                audit.ofTarget(
                    actor,
                    action,
                    "queue " + queue,
                    new Change(before, words(queue)),
                    clock.instant());
              }
              return done;
            }));
  }

  private String words(String queue) {
    return pauses.of(queue).map(AuditedPauses::words).orElse(RUNNING);
  }

  private static String words(QueuePause pause) {
    return "paused by %s at %s".formatted(pause.by(), Times.text(pause.since()));
  }
}
