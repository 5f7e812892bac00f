package io.asyncable.audit;

import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes audit entries in the transaction of the act, and reads them. */
public final class Audit {

  private static final String WRITE =
      """
      insert into asyncable_audit
        (at, actor, via, action, process_type, record_id, target, reason, before, after)
      values (:at, :actor, :via, :action, :type, :record, :target, :reason, :before, :after)
      """;

  private static final String OF_RECORD =
      """
      select * from asyncable_audit where process_type = :type and record_id = :record
      order by id desc limit :limit
      """;

  private static final String SEARCH =
      "select * from asyncable_audit where %s order by at desc, id desc limit :limit";

  /**
   * Finds the different actions by jumping through {@code asyncable_audit_action_idx} from each to
   * the next.
   */
  private static final String ACTIONS =
      """
      with recursive known(action) as (
        (select min(action) from asyncable_audit)
        union all
        select (select min(action) from asyncable_audit where action > k.action)
        from known k where k.action is not null)
      select action from known where action is not null limit 100
      """;

  private final JdbcClient jdbc;

  Audit(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** Writes an act on a record. */
  public void ofRecord(
      Actor actor, String action, String type, String id, Change change, Instant at) {
    write(actor, new Deed(action, type, id, null), change, at);
  }

  /**
   * Writes an act on something that belongs to a record.
   *
   * @param part the id of the element on the record's page that shows it, such as {@code note-7}
   */
  public void ofPart(
      Actor actor, String action, String type, String id, String part, Change change, Instant at) {
    write(actor, new Deed(action, type, id, part), change, at);
  }

  /** Writes an act on something other than a record, such as a queue. */
  public void ofTarget(Actor actor, String action, String target, Change change, Instant at) {
    write(actor, new Deed(action, null, null, target), change, at);
  }

  /** The state before and after the act, in words. */
  public record Change(@Nullable String before, @Nullable String after) {

    /** The change of an act that only adds something. */
    public static final Change NONE = new Change(null, null);
  }

  /** An act and its target. */
  private record Deed(
      String action, @Nullable String type, @Nullable String record, @Nullable String target) {}

  private void write(Actor actor, Deed act, Change change, Instant at) {
    jdbc.sql(WRITE)
        .param("at", SqlTime.of(at))
        .param("actor", actor.name())
        .param("via", actor.via().name().toLowerCase(Locale.ROOT))
        .param("action", act.action())
        .param("type", act.type())
        .param("record", act.record())
        .param("target", act.target())
        .param("reason", actor.reason())
        .param("before", change.before())
        .param("after", change.after())
        .update();
  }

  /** The acts on a record, newest first. */
  public List<AuditEntry> ofRecord(String type, String id, int limit) {
    return jdbc.sql(OF_RECORD)
        .param("type", type)
        .param("record", id)
        .param("limit", limit)
        .query((row, index) -> entry(row))
        .list();
  }

  /**
   * A page of the entries that match the search, newest first.
   *
   * @param after the end of the page before; null for the first page
   */
  public List<AuditEntry> page(AuditSearch search, @Nullable Position after, int limit) {
    Map<String, Object> values = new HashMap<>(search.values());
    String conditions = search.conditions();
    if (after != null) {
      conditions += " and (at, id) < (:afterAt, :afterId)";
      values.put("afterAt", SqlTime.of(after.at()));
      values.put("afterId", after.id());
    }
    return jdbc.sql(SEARCH.formatted(conditions))
        .params(values)
        .param("limit", limit)
        .query((row, index) -> entry(row))
        .list();
  }

  /** Where a page ends: the next one begins after it. */
  public record Position(Instant at, long id) {

    /** The position of this entry. */
    public static Position of(AuditEntry entry) {
      return new Position(entry.at(), entry.id());
    }
  }

  /** All actions in the audit, by their words. */
  public List<String> actions() {
    return jdbc.sql(ACTIONS).query(String.class).list();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        SqlTime.read(row, "at"),
        row.getString("actor"),
        Via.valueOf(row.getString("via").toUpperCase(Locale.ROOT)),
        row.getString("action"),
        row.getString("process_type"),
        row.getString("record_id"),
        row.getString("target"),
        row.getString("reason"),
        row.getString("before"),
        row.getString("after"));
  }
}
