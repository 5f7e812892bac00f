package io.asyncable.audit;

import io.asyncable.database.SqlTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter of audit entries; a null value does not filter.
 *
 * @param record the id of a record of the type
 * @param from the earliest time
 * @param until the end of the time range; excluded
 * @param types the process types whose entries the user may see; entries without a record are never
 *     filtered by this
 */
public record AuditSearch(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String type,
    @Nullable String record,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable List<String> types) {

  /** Contains only the conditions that filter, so that PostgreSQL finds the right index. */
  String conditions() {
    List<String> conditions = new ArrayList<>(List.of("true"));
    add(conditions, actor, "actor = :actor");
    add(conditions, action, "action = :action");
    add(conditions, type, "process_type = :type");
    add(conditions, record, "record_id = :record");
    add(conditions, from, "at >= :from");
    add(conditions, until, "at < :until");
    if (types != null) {
      conditions.add(
          types.isEmpty()
              ? "process_type is null"
              : "(process_type is null or process_type in (:types))");
    }
    return String.join(" and ", conditions);
  }

  private static void add(List<String> conditions, @Nullable Object value, String condition) {
    if (value != null) {
      conditions.add(condition);
    }
  }

  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    put(values, "actor", actor);
    put(values, "action", action);
    put(values, "type", type);
    put(values, "record", record);
    put(values, "from", SqlTime.ofNullable(from));
    put(values, "until", SqlTime.ofNullable(until));
    put(values, "types", types);
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
