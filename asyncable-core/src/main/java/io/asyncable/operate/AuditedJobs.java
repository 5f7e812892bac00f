package io.asyncable.operate;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.job.Enqueued;
import io.asyncable.job.Jobs;
import io.asyncable.job.NamedJobs;
import io.asyncable.worker.EngineClock;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enqueues jobs in a person's name, and writes the audit entry in the same transaction. The caller
 * has checked the person's permission.
 */
public final class AuditedJobs {

  private static final String ACTION = "enqueue";

  private final NamedJobs jobs;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  AuditedJobs(
      NamedJobs jobs,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.jobs = jobs;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Stores a job. A call that stored nothing, because another job holds the key, leaves no entry.
   *
   * @param json of the request
   * @param options what the person says about the job
   * @throws io.asyncable.UnknownRecord if there is no such type of jobs
   * @throws io.asyncable.job.JobRefused if the JSON is no request of the type, or an option cannot
   *     be
   */
  public Enqueued enqueue(Actor actor, String type, String json, UnaryOperator<Jobs> options) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Enqueued job = jobs.enqueue(type, json, options);
              if (job.created()) {
                String id = job.id().toString();
                audit.ofRecord(actor, ACTION, job.type(), id, Change.NONE, clock.instant());
              }
              return job;
            }));
  }
}
