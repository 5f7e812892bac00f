package io.asyncable.job.batch;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.move.Act;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Submissions;
import io.asyncable.submit.ActedRecords;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Lets jobs begin that need not wait any more, and cancels those that wait in vain. */
final class WaitingJobs {

  /** How many jobs a transaction moves, so that none is long. */
  static final int PORTION = 1_000;

  private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";

  private static final String ANY = "select exists (select 1 from asyncable_job_dependency)";

  /**
   * Of the waiting jobs that are these, or wait for these or for their batches, those that begin or
   * are to be canceled. Locks them, so that nobody else moves them meanwhile, and passes those over
   * that somebody holds. A job that a person has restarted has a later time than it got first.
   */
  static final String JUDGE =
      """
      with news as (
        select cast(n.id as uuid) as id from unnest(:ids) n(id)),
      waiting as (
        select d.job_id from news n join asyncable_job_dependency d on d.job_id = n.id
        union
        select d.job_id from news n join asyncable_job_dependency d on d.awaited = n.id
        union
        select d.job_id from news n join asyncable_job m on m.id = n.id
        join asyncable_job_dependency d on d.awaited = m.batch_id)
      select cast(t.id as text) as id, t.type as type, vain.awaited as vain
      from waiting w
      join {table} t on t.id = w.job_id
      left join lateral (
        select case when d.is_batch
            then (select concat('A job of the batch ''', b.name, '''')
              from asyncable_job_batch b where b.id = d.awaited)
            else (select concat(p.type, ' ', p.id) from asyncable_job p where p.id = d.awaited)
          end as awaited
        from asyncable_job_dependency d
        cross join %1$s
        where d.job_id = t.id and d.otherwise = 'cancel' and t.last_submitted_at = :waiting
          and s.standing = 'failed'
        limit 1) vain on true
      where t.due_at is not null and t.last_submitted_at >= :waiting and {known}
        and (vain.awaited is not null or not exists (
          select 1 from asyncable_job_dependency d
          cross join %1$s
          where d.job_id = t.id and %2$s))
      limit :portion
      for no key update of t skip locked
      """
          .formatted(Standing.SQL, Standing.HOLDS);

  private static final String BEGUN =
      "delete from asyncable_job_dependency where job_id = any(cast(:ids as uuid[]))";

  /** By the primary key. */
  private static final String STRETCH =
      """
      select cast(job_id as text) from asyncable_job_dependency
      where job_id > cast(:after as uuid) order by job_id limit :portion
      """;

  /** A person has begun the job before, or it is not there any more. */
  private static final String FORGET =
      """
      delete from asyncable_job_dependency d using unnest(:ids) n(id)
      where d.job_id = cast(n.id as uuid) and not exists (
        select 1 from asyncable_job t where t.id = d.job_id and t.last_submitted_at >= :waiting)
      """;

  /**
   * A job that waits no more.
   *
   * @param vain what it has waited for in vain; null if it may begin
   */
  private record Verdict(String id, ProcessType type, @Nullable String vain) {}

  /**
   * A part of a sweep.
   *
   * @param upTo where to go on; null for the beginning
   */
  record Swept(int moved, @Nullable String upTo) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final ProcessTypes types;
  private final ActedRecords acted;
  private final EngineClock clock;
  private final TransactionOperations transactions;
  private final Optional<AsyncTable> table;

  WaitingJobs(
      EngineDatabase database,
      ProcessTypes types,
      ActedRecords acted,
      EngineClock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = database.named();
    this.types = types;
    this.acted = acted;
    this.clock = clock;
    this.transactions = database.transactions(transactions);
    this.table =
        types.all().stream().filter(WaitingJobs::isJob).map(ProcessType::table).findFirst();
  }

  /** Whether its records are jobs: the types that no entity of the application stands for. */
  static boolean isJob(ProcessType type) {
    return type.declared().isPresent();
  }

  /**
   * Something has happened to these jobs and batches: moves those that need not wait for them any
   * more.
   *
   * @return how many
   */
  int release(Collection<String> news) {
    if (table.isEmpty() || !isAnyWaiting()) {
      return 0;
    }
    String judge = table.get().sql(JUDGE);
    Parameters parameters =
        new Parameters()
            .texts("ids", List.copyOf(news), id -> id)
            .time("waiting", Submissions.WAITING)
            .value("portion", PORTION);
    int all = 0;
    int moved = PORTION;
    while (moved == PORTION && !Thread.currentThread().isInterrupted()) {
      moved = transactions.execute(status -> move(judge, parameters));
      all += moved;
    }
    return all;
  }

  private boolean isAnyWaiting() {
    return Boolean.TRUE.equals(jdbc.queryForObject(ANY, new Parameters(), Boolean.class));
  }

  private int move(String judge, Parameters parameters) {
    Instant now = clock.instant();
    List<Verdict> verdicts =
        jdbc.query(
            judge,
            parameters,
            (row, index) ->
                new Verdict(
                    row.getString("id"),
                    types.named(row.getString("type")),
                    row.getString("vain")));
    begin(verdicts.stream().filter(verdict -> verdict.vain == null).toList(), now);
    verdicts.stream().filter(verdict -> verdict.vain != null).forEach(this::cancel);
    return verdicts.size();
  }

  private void begin(List<Verdict> free, Instant now) {
    if (free.isEmpty()) {
      return;
    }
    free.stream()
        .collect(
            Collectors.groupingBy(
                Verdict::type, Collectors.mapping(Verdict::id, Collectors.toList())))
        .forEach((type, ids) -> acted.begin(type, ids, now));
    jdbc.update(BEGUN, new Parameters().texts("ids", free, Verdict::id));
  }

  private void cancel(Verdict verdict) {
    ActedBy engine =
        new ActedBy(
            ActedBy.ENGINE,
            "%s, for which it waited, was canceled or has expired".formatted(verdict.vain));
    acted.act(Act.CANCEL, verdict.type, verdict.id, engine);
  }

  /**
   * Looks at the next waiting jobs, whether or not something is known to have happened: an instance
   * may have died before it could release them, and nobody tells what is deleted.
   *
   * @param after where to begin; null for the beginning
   */
  Swept sweep(@Nullable String after) {
    List<String> ids =
        jdbc.queryForList(
            STRETCH,
            new Parameters()
                .value("after", after == null ? NOWHERE : after)
                .value("portion", PORTION),
            String.class);
    if (ids.isEmpty()) {
      return new Swept(0, null);
    }
    List<String> jobs = ids.stream().distinct().toList();
    int moved = release(jobs);
    jdbc.update(
        FORGET, new Parameters().texts("ids", jobs, id -> id).time("waiting", Submissions.WAITING));
    return new Swept(moved, ids.size() < PORTION ? null : ids.get(ids.size() - 1));
  }
}
