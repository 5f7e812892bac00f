package io.asyncable.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts rows as the engine would have left them, already aged. */
final class Rows {

  static final Instant T = Instant.parse("2026-01-31T10:00:00Z");

  private final JdbcClient jdbc;

  Rows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void clear() {
    jdbc.sql("delete from parcel").update();
    jdbc.sql("delete from invoice").update();
    jdbc.sql("delete from asyncable_history").update();
    jdbc.sql("delete from asyncable_breaker").update();
    jdbc.sql("truncate asyncable_audit, asyncable_note, asyncable_message").update();
    jdbc.sql("delete from telegram").update();
  }

  /** A parcel with these columns set besides; times are as of the row's own columns. */
  String parcel(
      String label, @Nullable String owner, Instant submitted, Map<String, Object> columns) {
    String id = UUID.randomUUID().toString();
    jdbc.sql(
            """
            insert into parcel
              (id, label, owner, subject, tenant, submitted_at, last_submitted_at, due_at)
            values (cast(? as uuid), ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(label)
        .param(owner)
        .param("subject of " + label)
        .param("tenant of " + owner)
        .param(time(submitted))
        .param(time(submitted))
        .param(time(submitted))
        .update();
    columns.forEach(
        (column, value) ->
            jdbc.sql("update parcel set " + column + " = ? where id = cast(? as uuid)")
                .param(value instanceof Instant instant ? time(instant) : value)
                .param(id)
                .update());
    return id;
  }

  String expired(String label, String owner, String error) {
    String id = parcel(label, owner, T, Map.of("attempts", 2, "attempted_at", T, "error", error));
    jdbc.sql("update parcel set due_at = null where id = cast(? as uuid)").param(id).update();
    return id;
  }

  /** A parcel without a timer. */
  String concluded(String label, String owner, Map<String, Object> columns) {
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

  /** Concludes a parcel as the engine would. */
  void conclude(String id, String column) {
    set(id, column + " = last_submitted_at, due_at = null, error = null");
  }

  /** Restarts a parcel whose first attempt of the new submission has failed too. */
  void resubmitted(String id, Instant submission) {
    jdbc.sql("update parcel set last_submitted_at = ? where id = cast(? as uuid)")
        .param(time(submission))
        .param(id)
        .update();
  }

  void delete(String id) {
    jdbc.sql("delete from parcel where id = cast(? as uuid)").param(id).update();
  }

  private void set(String id, String columns) {
    jdbc.sql("update parcel set " + columns + " where id = cast(? as uuid)").param(id).update();
  }

  void note(String parcel, String text) {
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

  int messages(String kind) {
    return jdbc.sql("select count(*) from asyncable_message where kind = ?")
        .param(kind)
        .query(Integer.class)
        .single();
  }

  void manyAuditEntries(int many) {
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

  void invoice(long id, Instant submitted) {
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

  void invoiceAttemptedButNotSubmitted(long id) {
    jdbc.sql("insert into invoice (id, booking_attempted_at) values (?, ?)")
        .param(id)
        .param(time(T))
        .update();
  }

  void telegram(String id) {
    jdbc.sql(
            "insert into telegram (id, submitted_at, last_submitted_at, due_at) values (?, ?, ?, ?)")
        .param(id)
        .param(time(T))
        .param(time(T))
        .param(time(T))
        .update();
  }

  /** Something that happened to a parcel in its submission at that time. */
  void history(String parcel, Instant submission, int attempt, String event, Instant at) {
    history(parcel, submission, attempt, event, at, null, null);
  }

  void history(
      String parcel,
      Instant submission,
      int attempt,
      String event,
      Instant at,
      @Nullable String actor,
      @Nullable String message) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, began_at, worker, worker_name, actor, error_class, message, stack)
            values ('Parcel', :id, :submission, :attempt, :event, :at, :began, :worker, :name,
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

  void openBreaker(String service, Instant probe) {
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

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
