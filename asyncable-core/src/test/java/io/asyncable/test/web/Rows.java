package io.asyncable.test.web;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Inserts rows as the engine would have left them, already aged. */
public final class Rows {

  public static final Instant T = Instant.parse("2026-01-31T10:00:00Z");

  private final JdbcClient jdbc;

  Rows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void clear() {
    jdbc.sql("delete from parcel").update();
    jdbc.sql("delete from invoice").update();
    jdbc.sql("truncate receipt, receipt_clerk, customer").update();
    jdbc.sql("delete from asyncable_history").update();
    jdbc.sql("delete from asyncable_breaker").update();
    jdbc.sql("delete from asyncable_queue_pause").update();
    // What an instance that works has told, it does not tell again while it idles.
    jdbc.sql(
            """
            delete from asyncable_queue_consumer c using asyncable_worker w
            where w.epoch = c.worker and not 'worker' = any(w.roles)
            """)
        .update();
    // As a replica, for whose triggers the audit is not append-only.
    jdbc.sql(
            """
            set session_replication_role = replica;
            truncate asyncable_audit, asyncable_note, asyncable_message, asyncable_playbook;
            reset session_replication_role
            """)
        .update();
    jdbc.sql("truncate asyncable_statistics").update();
    jdbc.sql("delete from telegram").update();
    jdbc.sql("truncate asyncable_job, asyncable_job_unique_key, asyncable_job_log").update();
    jdbc.sql("delete from asyncable_bulk").update();
    jdbc.sql("delete from asyncable_schedule").update();
  }

  /** A parcel of a permanent failure. */
  public String expired(String label, String owner, String error) {
    return expired(label, owner, error, "expired_permanent");
  }

  public String expired(String label, String owner, String error, @Nullable String cause) {
    String id = parcel(label, owner, T, Map.of("attempts", 2, "attempted_at", T, "error", error));
    jdbc.sql("update parcel set due_at = null, cause = ? where id = cast(? as uuid)")
        .param(cause)
        .param(id)
        .update();
    return id;
  }

  public void invoice(long id, Instant submitted) {
    jdbc.sql(
            """
            insert into invoice (id, booking_submitted_at, booking_last_submitted_at, booking_due_at)
            values (?, ?, ?, ?)
            """)
        .param(id)
        .param(time(submitted))
        .param(time(submitted))
        .param(time(submitted))
        .update();
  }

  /** An invoice that was submitted for a later time. */
  public void scheduledInvoice(long id, Instant submitted, Instant start) {
    invoice(id, start);
    jdbc.sql("update invoice set booking_submitted_at = ? where id = ?")
        .param(time(submitted))
        .param(id)
        .update();
  }

  /** Concludes an invoice then. */
  public void concludeInvoice(long id, String column, Instant at) {
    jdbc.sql("update invoice set booking_due_at = null, booking_" + column + " = ? where id = ?")
        .param(time(at))
        .param(id)
        .update();
  }

  /** Something that happened to an invoice in its submission at that time. */
  public void invoiceHistory(long id, Instant submission, String event) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at)
            values ('Invoice', ?, ?, 0, ?, ?)
            """)
        .param(Long.toString(id))
        .param(time(submission))
        .param(event)
        .param(time(submission))
        .update();
  }

  /** Parcels that are to run in the next days. */
  public void scheduledParcels(int count) {
    jdbc.sql(
            """
            insert into parcel (id, label, owner, submitted_at, last_submitted_at, due_at)
            select gen_random_uuid(), 'p' || i, 'alice', :now, s, s
            from generate_series(1, :count) i,
              lateral (select cast(:now as timestamptz) + i * interval '1 minute' as s) t
            """)
        .param("now", time(Instant.now().plus(Duration.ofHours(1))))
        .param("count", count)
        .update();
    jdbc.sql("analyze parcel").update();
  }

  public void invoiceAttemptedButNotSubmitted(long id) {
    jdbc.sql("insert into invoice (id, booking_attempted_at) values (?, ?)")
        .param(id)
        .param(time(T))
        .update();
  }

  /** A receipt of a customer with that number. */
  public void receipt(int id, String number, String clerk, Instant submitted) {
    jdbc.sql("insert into customer (id, number, account) values (?, ?, ?)")
        .param(id)
        .param(number)
        .param("account of " + number)
        .update();
    jdbc.sql(
            """
            insert into receipt (id, customer_id, submitted_at, last_submitted_at, due_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(id)
        .param(time(submitted))
        .param(time(submitted))
        .param(time(submitted))
        .update();
    jdbc.sql("insert into receipt_clerk values (?, ?)").param(id).param(clerk).update();
  }

  /** Queued invoices with the numbers from 0 on, a second after one another. */
  public void manyInvoices(int count) {
    jdbc.sql(
            """
            insert into invoice (id, booking_submitted_at, booking_last_submitted_at, booking_due_at)
            select i, s, s, s from generate_series(0, ? - 1) i,
              lateral (select cast(? as timestamptz) + i * interval '1 second' as s) t
            """)
        .param(count)
        .param(time(T))
        .update();
  }

  /** Processed parcels, and among them as many live ones in every state; statistics are taken. */
  public void manyParcels(int processed, int live) {
    jdbc.sql(
            """
            insert into parcel (id, label, owner, subject, tenant, submitted_at, last_submitted_at,
              attempts, attempted_at, processed_at, error, due_at, cause)
            select gen_random_uuid(), 'p' || i, case when i % 9 = 0 then 'alice' else 'bob' end,
              'subject ' || i, case when i % 2 = 0 then 'north' else 'south' end, s, s,
              case when done or i % 2 = 0 then 1 else 0 end, case when done or i % 2 = 0 then s end,
              case when done then s end,
              case when not done and i % 4 = 0 then 'Timeout: x (gave up: window of PT96H over)' end,
              case when not done and (i % 4 <> 0 or i % 8 = 0) then s + interval '1 hour' end,
              case when not done and i % 8 = 0 then 'failed'
                when not done and i % 4 = 0 then 'expired_window' end
            from generate_series(1, :processed + :live) i,
              lateral (select cast(:start as timestamptz) + i * interval '1 second' as s,
                i % ((:processed + :live) / :live) <> 0 as done) t
            """)
        .param("processed", processed)
        .param("live", live)
        .param("start", time(T))
        .update();
    jdbc.sql("analyze parcel").update();
  }

  /** A failed attempt of the record's submission at that time. */
  public void failure(String type, String id, String fingerprint, Instant at, String message) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, error_class, message, pattern, stack, frame, fingerprint)
            values (?, ?, ?, 1, 'failed', ?, 'com.example.Refused', ?, ?, ?, 'com.example.Post.send', ?)
            """)
        .param(type)
        .param(id)
        .param(time(T))
        .param(time(at))
        .param(message)
        .param("pattern of " + message)
        .param("at com.example.Post.send, of " + message)
        .param(fingerprint)
        .update();
  }

  /** Each processed parcel failed once before, every tenth of them in that way. */
  public void oldFailures(String fingerprint) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, error_class, message, stack, frame, fingerprint)
            select 'Parcel', id, last_submitted_at, 1, 'failed', last_submitted_at,
              'com.example.Refused', 'no', 'at', 'com.example.Post.send',
              case when row_number() over () % 10 = 0 then :fingerprint else 'dddddddddddddddd' end
            from parcel where processed_at is not null
            """)
        .param("fingerprint", fingerprint)
        .update();
  }

  /** Expired parcels, each of which failed once in that way. */
  public void refusedParcels(int count, String fingerprint) {
    jdbc.sql(
            """
            with failed as (
              insert into parcel (id, label, owner, subject, tenant, submitted_at,
                last_submitted_at, attempts, attempted_at, error, cause)
              select gen_random_uuid(), 'p' || i, 'alice', 'subject', 'tenant', s, s, 1, s,
                'Refused: no (gave up: permanent failure)', 'expired_permanent'
              from generate_series(1, :count) i,
                lateral (select cast(:start as timestamptz) + i * interval '1 second' as s) t
              returning id, last_submitted_at)
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, error_class, message, stack, frame, fingerprint)
            select 'Parcel', id, last_submitted_at, 1, 'expired', last_submitted_at,
              'com.example.Refused', 'no', 'at', 'com.example.Post.send', :fingerprint
            from failed
            """)
        .param("count", count)
        .param("start", time(T))
        .param("fingerprint", fingerprint)
        .update();
    // As autovacuum leaves them: only then can the planner count on an index alone.
    jdbc.sql("vacuum (analyze) parcel, asyncable_history").update();
  }

  /** An invoice that was concluded, so long after its submission. */
  public void concludedInvoice(long id, Instant submitted, String column, Duration after) {
    invoice(id, submitted);
    jdbc.sql("update invoice set booking_due_at = null, booking_" + column + " = ? where id = ?")
        .param(time(submitted.plus(after)))
        .param(id)
        .update();
  }

  /** What records of the type did in the minute that begins then. */
  public void minute(String type, Instant minute, int processed, int failed) {
    jdbc.sql(
            """
            insert into asyncable_statistics (process_type, period, at, processed, in_window,
              failed, lost, expired, longest_ms, ages, runs)
            values (?, 'minute', ?, ?, 0, ?, 0, 0, 0, array_fill(0, array[64]),
              array_fill(0, array[64]))
            """)
        .param(type)
        .param(time(minute))
        .param(processed)
        .param(failed)
        .update();
  }

  /**
   * So many attempts of the type succeeded and ran so long, later than whatever else is counted.
   */
  public void ran(String type, long many, Duration run) {
    jdbc.sql(
            """
            insert into asyncable_statistics (process_type, period, at, processed, in_window,
              failed, lost, expired, longest_ms, ages, runs)
            select :type, 'minute', date_trunc('minute', clock_timestamp()) + interval '5 minutes',
              :many, :many, 0, 0, 0, 0, array_fill(0, array[64]),
              array_agg(case when i = ceil(2 * log(2, :millis)) then :many else 0 end order by i)
            from generate_series(0, 63) i
            """)
        .param("type", type)
        .param("many", many)
        .param("millis", run.toMillis())
        .update();
  }

  public void pause(String queue) {
    pause(queue, "olga", null);
  }

  public void pause(String queue, String by, @Nullable String reason) {
    jdbc.sql(
            """
            insert into asyncable_queue_pause (queue, paused_by, paused_at, reason)
            values (?, ?, ?, ?)
            """)
        .param(queue)
        .param(by)
        .param(time(T))
        .param(reason)
        .update();
  }

  public void openBreaker(String service, Instant probe) {
    jdbc.sql(
            """
            insert into asyncable_breaker (service, worker, state, since, probe_at)
            select ?, max(epoch), 'open', ?, ? from asyncable_worker where dead_at is null
            """)
        .param(service)
        .param(time(T))
        .param(time(probe))
        .update();
  }

  /** A worker that lives without a heartbeat, and consumes the default queue; its epoch. */
  public long consumer(String name, String... running) {
    long epoch =
        jdbc.sql(
                """
                insert into asyncable_worker (name, started_at, seen_at)
                values (?, clock_timestamp(), clock_timestamp() + interval '1 day')
                returning epoch
                """)
            .param(name)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into asyncable_queue_consumer
              (worker, queue, concurrency, held, processed, failed, running)
            values (?, 'default', 16, 3, 40, 2, ?)
            """)
        .param(epoch)
        .param(new SqlArrayValue("text", (Object[]) running))
        .update();
    return epoch;
  }

  public void kill(long epoch) {
    jdbc.sql("update asyncable_worker set dead_at = clock_timestamp() where epoch = ?")
        .param(epoch)
        .update();
  }

  public void invoices(int count) {
    jdbc.sql(
            """
            insert into invoice (id, booking_submitted_at, booking_last_submitted_at, booking_due_at)
            select n, :t, :t, :t from generate_series(1, :count) n
            """)
        .param("t", time(T))
        .param("count", count)
        .update();
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** A parcel with these columns set besides; times are as of the row's own columns. */
  public String parcel(
      String label, @Nullable String owner, Instant submitted, Map<String, Object> columns) {
    String id = UUID.randomUUID().toString();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("label", label);
    all.put("owner", owner);
    all.put("subject", "subject of " + label);
    all.put("tenant", "tenant of " + owner);
    all.put("submitted_at", submitted);
    all.put("last_submitted_at", submitted);
    all.put("due_at", submitted);
    all.putAll(columns);
    // In one statement, or a sweeper might see it as it was to be for a moment only.
    JdbcClient.StatementSpec insert =
        jdbc.sql(
                "insert into parcel (id, %s) values (cast(? as uuid)%s)"
                    .formatted(String.join(", ", all.keySet()), ", ?".repeat(all.size())))
            .param(id);
    all.values().forEach(value -> insert.param(value instanceof Instant i ? time(i) : value));
    insert.update();
    return id;
  }

  /** A parcel without a timer. */
  public String concluded(String label, String owner, Map<String, Object> columns) {
    String id = parcel(label, owner, T, Map.of());
    StringBuilder update = new StringBuilder("update parcel set due_at = null");
    columns.keySet().forEach(column -> update.append(", ").append(column).append(" = ?"));
    JdbcClient.StatementSpec statement = jdbc.sql(update + " where id = cast(? as uuid)");
    for (Object value : columns.values()) {
      statement.param(value instanceof Instant instant ? time(instant) : value);
    }
    statement.param(id).update();
    return id;
  }

  /** A parcel that was not submitted, canceled or not. */
  public String unsubmitted(boolean canceled) {
    String id = parcel("unsubmitted", "alice", T, Map.of());
    set(
        id,
        "submitted_at = null, last_submitted_at = null, due_at = null, canceled_at = "
            + (canceled ? "last_submitted_at" : "null"));
    return id;
  }

  /** Concludes a parcel as the engine would. */
  public void conclude(String id, String column) {
    set(id, column + " = last_submitted_at, due_at = null, error = null, cause = null");
  }

  /** Restarts a parcel whose first attempt of the new submission has failed too. */
  public void resubmitted(String id, Instant submission) {
    jdbc.sql("update parcel set last_submitted_at = ? where id = cast(? as uuid)")
        .param(time(submission))
        .param(id)
        .update();
  }

  public void delete(String id) {
    jdbc.sql("delete from parcel where id = cast(? as uuid)").param(id).update();
  }

  public void set(String id, String columns) {
    jdbc.sql("update parcel set " + columns + " where id = cast(? as uuid)").param(id).update();
  }

  public void note(String parcel, String text) {
    jdbc.sql(
            """
            insert into asyncable_note (process_type, record_id, author, at, text)
            values ('Parcel', ?, 'olga', ?, ?)
            """)
        .param(parcel)
        .param(time(T))
        .param(text)
        .update();
  }

  public int messages(String kind) {
    return jdbc.sql("select count(*) from asyncable_message where kind = ?")
        .param(kind)
        .query(Integer.class)
        .single();
  }

  public void manyAuditEntries(int many) {
    jdbc.sql(
            """
            insert into asyncable_audit (at, actor, via, action)
            select cast(? as timestamptz) + cast(n / 500 || ' s' as interval), 'olga', 'page', 'many'
            from generate_series(1, ?) n
            """)
        .param(time(T))
        .param(many)
        .update();
  }

  /** A wire of a kind that another version of the application has submitted. */
  public void wire(String kind, String id) {
    telegram(id);
    jdbc.sql("update telegram set kind = ? where id = ?").param(kind).param(id).update();
  }

  public void telegram(String id) {
    jdbc.sql(
            "insert into telegram (id, submitted_at, last_submitted_at, due_at) values (?, ?, ?, ?)")
        .param(id)
        .param(time(T))
        .param(time(T))
        .param(time(T))
        .update();
  }

  /** Something that happened to a parcel in its submission at that time. */
  public void history(String parcel, Instant submission, int attempt, String event, Instant at) {
    history(parcel, submission, attempt, event, at, null, null);
  }

  public void history(
      String parcel,
      Instant submission,
      int attempt,
      String event,
      Instant at,
      @Nullable String actor,
      @Nullable String message) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event, cause,
              occurred_at, began_at, worker, worker_name, actor, error_class, message, stack)
            values ('Parcel', :id, :submission, :attempt, :event,
              case when :event = 'expired' then
                (select cause from parcel where id = cast(:id as uuid)) end, :at, :began, :worker, :name,
              :actor, :class, :message, :stack)
            """)
        .param("id", parcel)
        .param("submission", time(submission))
        .param("attempt", attempt)
        .param("event", event)
        .param("at", time(at))
        .param("began", actor == null ? time(at.minusSeconds(65)) : null)
        .param("worker", actor == null ? 7L : null)
        .param("name", actor == null ? "depot:1" : null)
        .param("actor", actor)
        .param("class", actor == null ? "com.example.PostClosed" : null)
        .param("message", message)
        .param("stack", actor == null ? "at com.example.Post.send" : null)
        .update();
  }

  /** A schedule that another version of the application declares. */
  public void schedule(String name) {
    jdbc.sql(
            "insert into asyncable_schedule (name, plan, next_at) values (?, '0 3 * * * UTC', now())")
        .param(name)
        .update();
  }
}
