package io.asyncable.job;

import io.asyncable.database.Parameters;
import io.asyncable.job.batch.Batch;
import io.asyncable.job.batch.BatchRows;
import io.asyncable.job.batch.Dependencies;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.submit.NewRows;
import io.asyncable.submit.NewRows.Rows;
import io.asyncable.submit.NewRows.Start;
import io.asyncable.type.ProcessTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores jobs, many in one statement, unless others hold their keys. */
final class JobRows {

  private static final String INSERT =
      """
      insert into {table} ({id}, type, payload, priority, tenant, subject, batch_id, {submission})
      select cast(i.id as uuid), :type, cast(i.payload as json), :priority, cast(:tenant as text),
        cast(:subject as text), cast(:batch as uuid), {submitted}
      from unnest(:ids, :payloads) i(id, payload)
      """;

  private final ProcessTypes types;
  private final NewRows rows;
  private final UniqueKeys keys;
  private final Dependencies dependencies;
  private final BatchRows batches;
  private final JobOutput output;

  JobRows(
      ProcessTypes types,
      NewRows rows,
      UniqueKeys keys,
      Dependencies dependencies,
      BatchRows batches,
      JobOutput output) {
    this.output = output;
    this.dependencies = dependencies;
    this.batches = batches;
    this.types = types;
    this.rows = rows;
    this.keys = keys;
  }

  BatchRows batches() {
    return batches;
  }

  /**
   * Jobs are to be stored in the present transaction.
   *
   * @throws JobRefused if they may not join their batch, or not wait for what they are to wait for
   */
  void admit(JobOptions options) {
    if (options.batch() != null) {
      BatchRows.Joined batch =
          batches.join(options.batch()).orElseThrow(() -> unknown(options.batch()));
      if (batch.isClosed()) {
        throw new JobRefused(
            "The batch '%s' is closed, so no job can join it. Open another one."
                .formatted(batch.name()));
      }
    }
    if (!options.awaited().isEmpty()) {
      admitWaiting(options);
    }
  }

  private void admitWaiting(JobOptions options) {
    if (options.start() != null) {
      throw new JobRefused(
          "A job that waits for others begins when they have ended, so it can have no delay and no time. Remove after, or in and at.");
    }
    dependencies
        .openBatch(options.awaited())
        .ifPresent(
            name -> {
              throw new JobRefused(
                  "The batch '%s' is open, so its jobs could come to wait for a job that waits for it. Close the batch first, or name the job when the batch is opened: batch(…).onConcluded(…)."
                      .formatted(name));
            });
  }

  static JobRefused unknown(Batch batch) {
    return new JobRefused(
        "There is no batch %s. Open one with batch(…).open().".formatted(batch.id()));
  }

  /** The result of a processed job as JSON; empty if there is none. */
  Optional<String> result(String type, UUID job) {
    return output.resultOf(types.named(type), job);
  }

  /**
   * Stores a job in the present transaction.
   *
   * @return the new one, or the one that holds its key
   */
  Enqueued store(NewJob job, JobOptions options, Instant now) {
    UniqueKeys.Holder holder = keys.take(job, now);
    if (holder.isOther()) {
      return new Enqueued(job.type().name(), holder.job(), false);
    }
    insert(List.of(job), options, true, now);
    return new Enqueued(job.type().name(), job.id(), true);
  }

  /**
   * Stores jobs of one type in the present transaction; returns how many.
   *
   * @param publishing whether their messages go out after the commit; otherwise the sweeper
   *     publishes them
   */
  int storeAll(List<NewJob> jobs, JobOptions options, boolean publishing, Instant now) {
    List<NewJob> free = keys.takeFree(jobs, now);
    insert(free, options, publishing, now);
    int stored = free.size();
    if (stored < jobs.size()) {
      Set<UUID> ids = free.stream().map(NewJob::id).collect(Collectors.toSet());
      for (NewJob job : jobs) {
        // Another one may hold the key, or hold it no more.
        if (!ids.contains(job.id()) && !keys.take(job, now).isOther()) {
          insert(List.of(job), options, publishing, now);
          stored++;
        }
      }
    }
    return stored;
  }

  private void insert(List<NewJob> jobs, JobOptions options, boolean publishing, Instant now) {
    if (jobs.isEmpty()) {
      return;
    }
    String type = jobs.get(0).type().name();
    List<String> ids = jobs.stream().map(job -> job.id().toString()).toList();
    Parameters parameters =
        new Parameters()
            .texts("ids", ids, id -> id)
            .texts("payloads", jobs, NewJob::payload)
            .value("type", type)
            .value("priority", options.priority())
            .value("tenant", options.tenant())
            .value("subject", options.subject())
            .value("batch", options.batch() == null ? null : options.batch().id());
    Start start = new Start(options.eligibleAt(now), publishing, now);
    rows.insert(types.named(type), INSERT, new Rows(ids, parameters), start);
    if (!options.awaited().isEmpty()) {
      dependencies.add(ids, options.awaited());
    }
  }
}
