package io.asyncable.web;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
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
    jdbc.sql("truncate asyncable_audit").update();
    jdbc.sql("truncate asyncable_statistics").update();
  }

  /** A parcel with these columns set besides; times are as of the row's own columns. */
  String parcel(String label, String owner, Instant submitted, Map<String, Object> columns) {
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

  /** A failed attempt of the record's submission at that time. */
  void failure(String type, String id, String fingerprint, Instant at, String message) {
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, error_class, message, stack, frame, fingerprint)
            values (?, ?, ?, 1, 'failed', ?, 'com.example.Refused', ?, ?, 'com.example.Post.send', ?)
            """)
        .param(type)
        .param(id)
        .param(time(T))
        .param(time(at))
        .param(message)
        .param("at com.example.Post.send, of " + message)
        .param(fingerprint)
        .update();
  }

  /** An invoice that was concluded, so long after its submission. */
  void concludedInvoice(long id, Instant submitted, String column, Duration after) {
    invoice(id, submitted);
    jdbc.sql("update invoice set booking_due_at = null, booking_" + column + " = ? where id = ?")
        .param(time(submitted.plus(after)))
        .param(id)
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
