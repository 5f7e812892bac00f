package io.asyncable.job;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Deletes jobs that ended long ago, with their keys and batches, on every instance that sweeps.
 * Each statement deletes a portion, so that none is long. The history of a job stays for its own
 * time.
 */
final class JobKeeper {

  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(1);

  /** How many jobs one statement deletes. */
  static final int PORTION = 1_000;

  /** A key of a period stays until its end. */
  private static final String DELETE =
      """
      with gone as (
        delete from {table} where {id} in (
          select t.{id} from {table} t where %s and {ofType}
          limit :portion for update of t skip locked)
        returning {id} as id),
      released as (
        delete from asyncable_job_unique_key k using gone g
        where k.job_id = g.id and k.until is null)
      select count(*) from gone
      """;

  /** By the index on the time of the end. */
  private static final String CONCLUDED =
      DELETE.formatted(
          """
          (t.{processed_at} is not null or t.{canceled_at} is not null)
            and coalesce(t.{processed_at}, t.{canceled_at}) < :before\
          """);

  /** By the index on the submission; only the history knows when a job expired. */
  private static final String EXPIRED =
      DELETE.formatted(
          """
          t.{last_submitted_at} < :before and t.{due_at} is null
            and t.{processed_at} is null and t.{canceled_at} is null
            and not exists (
              select 1 from asyncable_history h
              where h.process_type = :type and h.record_id = cast(t.{id} as text)
                and h.event = 'expired' and h.occurred_at >= :before)\
          """);

  private static final String ENDED_KEYS =
      """
      delete from asyncable_job_unique_key where ctid = any(array(
        select k.ctid from asyncable_job_unique_key k where k.until <= :now
        limit :portion for update skip locked))
      """;

  /** With the last of its jobs. */
  private static final String ENDED_BATCHES =
      """
      delete from asyncable_job_batch where id in (
        select b.id from asyncable_job_batch b
        where b.closed_at < :before
          and not exists (select 1 from asyncable_job j where j.batch_id = b.id)
        limit :portion for update skip locked)
      """;

  private final JobTypes jobs;
  private final ProcessTypes types;
  private final JobSettings settings;
  private final NamedParameterJdbcTemplate jdbc;
  private final EngineClock clock;
  private final Duty duty;

  JobKeeper(
      JobTypes jobs,
      ProcessTypes types,
      JobSettings settings,
      EngineDatabase database,
      EngineClock clock,
      Duties duties) {
    this.jobs = jobs;
    this.types = types;
    this.settings = settings;
    this.jdbc = database.reading();
    this.clock = clock;
    this.duty = duties.named("jobs").on(Role.SWEEPER).every(BETWEEN_PASSES).doing(this::pass);
    settings.refuseUnknownTypes(jobs.types());
  }

  Duty duty() {
    return duty;
  }

  /** Deletes all jobs that need not be kept, unless it is stopped before the end. */
  synchronized void pass() {
    Instant now = clock.instant();
    jobs.types().forEach(declared -> delete(types.named(declared.name()), now));
    if (!jobs.types().isEmpty()) {
      deleteAll(ENDED_KEYS, new Parameters().time("now", now));
      deleteAll(
          ENDED_BATCHES, new Parameters().time("before", now.minus(settings.keepProcessed())));
    }
  }

  private void delete(ProcessType type, Instant now) {
    JobSettings.Kept kept = settings.keptOf(type.name());
    counting(type.sql(CONCLUDED), new Parameters().time("before", now.minus(kept.processed())));
    counting(
        type.sql(EXPIRED),
        new Parameters().value("type", type.name()).time("before", now.minus(kept.expired())));
  }

  private void counting(String statement, Parameters parameters) {
    parameters.value("portion", PORTION);
    Integer deleted = PORTION;
    while (deleted != null && deleted == PORTION && !isStopped()) {
      deleted = jdbc.queryForObject(statement, parameters, Integer.class);
    }
  }

  private void deleteAll(String statement, Parameters parameters) {
    parameters.value("portion", PORTION);
    int deleted = PORTION;
    while (deleted == PORTION && !isStopped()) {
      deleted = jdbc.update(statement, parameters);
    }
  }

  private static boolean isStopped() {
    return Thread.currentThread().isInterrupted();
  }
}
