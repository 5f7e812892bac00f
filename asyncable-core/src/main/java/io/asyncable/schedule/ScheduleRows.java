package io.asyncable.schedule;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.job.Enqueued;
import io.asyncable.schedule.Schedules.Slot;
import io.asyncable.type.ProcessTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** What the database knows of schedules: the next slot, what became of slots, and pauses. */
final class ScheduleRows {

  /** Sorted, so that instances that start together wait for each other and no more. */
  private static final String DECLARE =
      """
      insert into asyncable_schedule (name, plan, next_at)
      select i.name, i.plan, cast(i.next as timestamptz)
      from unnest(:names, :plans, :nexts) i(name, plan, next) order by i.name
      on conflict (name) do update set plan = excluded.plan, next_at = excluded.next_at
      where asyncable_schedule.plan <> excluded.plan
      """;

  private static final String DUE =
      """
      select name from asyncable_schedule
      where name = any(:names) and paused_at is null and next_at <= :now
      order by next_at
      """;

  /** An instance of another version, with another plan, leaves it alone. */
  private static final String LOCK =
      """
      select * from asyncable_schedule
      where name = :name and plan = :plan and paused_at is null and next_at <= :now
      for update skip locked
      """;

  private static final String SLOT =
      """
      insert into asyncable_schedule_slot (schedule, slot, outcome, job_type, job_id, occurred_at)
      values (:name, :slot, :outcome, :type, cast(:job as uuid), :now)
      """;

  private static final String ADVANCE =
      """
      update asyncable_schedule
      set next_at = :next, missed = missed + :missed,
        last_job_type = coalesce(:type, last_job_type),
        last_job_id = coalesce(cast(:job as uuid), last_job_id)
      where name = :name
      """;

  private static final String PAUSE =
      """
      update asyncable_schedule
      set paused_at = :now, paused_by = :actor, pause_reason = :reason
      where name = :name and paused_at is null
      """;

  private static final String RESUME =
      """
      update asyncable_schedule
      set paused_at = null, paused_by = null, pause_reason = null, next_at = :next
      where name = :name and paused_at is not null
      """;

  private static final String ALL = "select * from asyncable_schedule order by name";

  private static final String RECENT =
      """
      select r.* from asyncable_schedule s cross join lateral (
        select * from asyncable_schedule_slot where schedule = s.name
        order by slot desc limit :limit) r
      order by r.schedule, r.slot desc
      """;

  private static final String FORGET =
      """
      delete from asyncable_schedule_slot where ctid = any(array(
        select ctid from asyncable_schedule_slot where slot < :before limit 10000))
      """;

  private static final String LIVE =
      "select exists (select 1 from {table} t where t.{id} = cast(:id as {idType})"
          + " and t.{due_at} is not null)";

  private final NamedParameterJdbcTemplate jdbc;
  private final ProcessTypes types;
  private final TransactionOperations transactions;

  ScheduleRows(
      EngineDatabase database, ProcessTypes types, PlatformTransactionManager transactions) {
    this.jdbc = database.named();
    this.types = types;
    this.transactions = database.transactions(transactions);
  }

  /**
   * The row of a schedule.
   *
   * @param next the next slot; null if there is none
   * @param last the job that was enqueued last; null if none was
   */
  record Row(
      String name,
      String plan,
      @Nullable Instant next,
      @Nullable Enqueued last,
      long missed,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      @Nullable String pauseReason) {}

  /** Does the work in a transaction, of limited time. */
  void within(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** Adds new schedules; an edited one goes on with the next slot of its new plan. */
  void declare(List<DeclaredSchedule> declared, Instant now) {
    jdbc.update(
        DECLARE,
        new Parameters()
            .texts("names", declared, DeclaredSchedule::name)
            .texts("plans", declared, DeclaredSchedule::plan)
            .texts("nexts", declared, one -> one.timing().after(now)));
  }

  /** The names of those that have a slot due, the oldest first. */
  List<String> due(List<String> names, Instant now) {
    Parameters parameters = new Parameters().texts("names", names, name -> name).time("now", now);
    return jdbc.queryForList(DUE, parameters, String.class);
  }

  /** Locks the schedule if its slot is still due and no other instance fires it. */
  @Nullable Row lock(DeclaredSchedule schedule, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("name", schedule.name())
            .value("plan", schedule.plan())
            .time("now", now);
    return jdbc.query(LOCK, parameters, ScheduleRows::row).stream().findFirst().orElse(null);
  }

  List<Row> all() {
    return jdbc.query(ALL, ScheduleRows::row);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getString("name"),
        row.getString("plan"),
        SqlTime.readNullable(row, "next_at"),
        job(row, "last_job_type", "last_job_id"),
        row.getLong("missed"),
        SqlTime.readNullable(row, "paused_at"),
        row.getString("paused_by"),
        row.getString("pause_reason"));
  }

  private static @Nullable Enqueued job(ResultSet row, String type, String id) throws SQLException {
    UUID job = row.getObject(id, UUID.class);
    return job == null ? null : new Enqueued(row.getString(type), job, true);
  }

  /** The latest slots of each schedule, by its name. */
  Map<String, List<Slot>> recent(int limit) {
    Map<String, List<Slot>> recent = new HashMap<>();
    jdbc.query(
        RECENT,
        new Parameters().value("limit", limit),
        (ResultSet row) -> {
          recent
              .computeIfAbsent(row.getString("schedule"), name -> new ArrayList<>())
              .add(new Slot(SqlTime.read(row, "slot"), job(row, "job_type", "job_id")));
        });
    return recent;
  }

  /** Whether the job has not ended. Its type may be unknown by now. */
  boolean isLive(Enqueued job) {
    return types.all().stream()
        .filter(type -> type.name().equals(job.type()))
        .anyMatch(
            type ->
                Boolean.TRUE.equals(
                    jdbc.queryForObject(
                        type.sql(LIVE),
                        new Parameters().value("id", job.id().toString()),
                        Boolean.class)));
  }

  void fired(String name, Instant slot, Enqueued job, Instant now) {
    Parameters parameters = new Parameters().value("type", job.type()).value("job", job.id());
    became(name, slot, "fired", parameters, now);
  }

  void skipped(String name, Instant slot, Instant now) {
    became(name, slot, "skipped", new Parameters().value("type", null).value("job", null), now);
  }

  private void became(
      String name, Instant slot, String outcome, Parameters parameters, Instant now) {
    jdbc.update(
        SLOT,
        parameters
            .value("name", name)
            .time("slot", slot)
            .value("outcome", outcome)
            .time("now", now));
  }

  void advance(String name, DeclaredSchedule.Due due, @Nullable Enqueued job) {
    jdbc.update(
        ADVANCE,
        new Parameters()
            .value("name", name)
            .time("next", due.next())
            .value("missed", due.missed())
            .value("type", job == null ? null : job.type())
            .value("job", job == null ? null : job.id()));
  }

  boolean pause(String name, String actor, String reason, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("name", name)
            .value("actor", actor)
            .value("reason", reason)
            .time("now", now);
    return jdbc.update(PAUSE, parameters) > 0;
  }

  boolean resume(String name, @Nullable Instant next) {
    return jdbc.update(RESUME, new Parameters().value("name", name).time("next", next)) > 0;
  }

  /** Deletes what became of slots before that time, a portion at a time. */
  void forget(Instant before) {
    jdbc.update(FORGET, new Parameters().time("before", before));
  }
}
