package io.asyncable.web.audit;

import io.asyncable.audit.Audit.Position;
import io.asyncable.audit.AuditSearch;
import io.asyncable.web.RequestProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filter of the audit, from the parameters of an address.
 *
 * @param record the id of a record; requires the type
 * @param from the earliest time, in UTC
 * @param until the end of the time range, in UTC; excluded
 * @param page the end of the page before, as an opaque text
 */
@ParameterObject
record AuditFilter(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String type,
    @Nullable String record,
    @Nullable String from,
    @Nullable String until,
    @Nullable String page) {

  private static final int LONGEST = 500;
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z?");
  private static final Pattern PAGE = Pattern.compile("(\\d{1,17})-(\\d{1,18})");

  AuditFilter {
    actor = emptyToNull(actor);
    action = emptyToNull(action);
    type = emptyToNull(type);
    record = emptyToNull(record);
    from = emptyToNull(from);
    until = emptyToNull(until);
    page = emptyToNull(page);
  }

  private static @Nullable String emptyToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * The search that the filter describes.
   *
   * @param types the process types whose entries the user may see; null for all
   */
  AuditSearch search(@Nullable List<String> types) {
    if (record != null && type == null) {
      throw new RequestProblem(
          "To filter by the record '%s', name its type too.".formatted(record));
    }
    return new AuditSearch(
        wanted("actor", actor),
        wanted("action", action),
        wanted("type", type),
        wanted("id", record),
        time(from),
        time(until),
        types);
  }

  private static @Nullable String wanted(String name, @Nullable String value) {
    if (value != null && (value.length() > LONGEST || value.indexOf(0) >= 0)) {
      throw new RequestProblem(
          "The %s to filter by has more than %d characters, or contains a NUL character."
              .formatted(name, LONGEST));
    }
    return value;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      if (text == null) {
        return null;
      } else if (TIME.matcher(text).matches()) {
        return LocalDateTime.parse(text.replace("Z", "")).toInstant(ZoneOffset.UTC);
      }
    } catch (DateTimeException impossible) {
      // Reported below.
    }
    throw new RequestProblem(
        "'%s' is not a time. Write the time in UTC, such as 2026-01-31T10:00.".formatted(text));
  }

  @Nullable Position after() {
    if (page == null) {
      return null;
    }
    Matcher numbers = PAGE.matcher(page);
    if (!numbers.matches()) {
      throw new RequestProblem(
          "The audit has no page '%s'. Leave the page out to get the first page.".formatted(page));
    }
    long micros = Long.parseLong(numbers.group(1));
    return new Position(
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Long.parseLong(numbers.group(2)));
  }

  /** The parameter {@code page} of the page after this position. */
  static String page(Position position) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, position.at()) + "-" + position.id();
  }

  /** The address of another page of the same search, or of its CSV file. */
  String address(String path, @Nullable String otherPage) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "actor", actor);
    put(values, "action", action);
    put(values, "type", type);
    put(values, "record", record);
    put(values, "from", from);
    put(values, "until", until);
    put(values, "page", otherPage);
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private static void put(Map<String, Object> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
