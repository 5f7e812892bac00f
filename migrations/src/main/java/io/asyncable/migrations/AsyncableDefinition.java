package io.asyncable.migrations;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements that add one {@code Asyncable} to a table and remove it again.
 *
 * @param table the table as SQL refers to it, quoted and qualified where needed
 * @param tableName the table's bare name, from which other names are derived
 * @param columns the name of each column
 * @param fillfactor per cent of a page that inserts may fill; the rest keeps claims HOT
 */
record AsyncableDefinition(
    String table, String tableName, Map<AsyncableColumn, String> columns, int fillfactor) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /**
   * One statement, so that a table with rows is locked once and read once to check them. Dropping
   * the columns undoes the constraints and indexes too, as PostgreSQL ties both to them.
   */
  String addColumns() {
    var columnClauses =
        columns.entrySet().stream()
            .map(c -> "add column " + quoted(c.getValue()) + " " + c.getKey().definition());
    var constraintClauses =
        Stream.of(Constraint.values())
            .map(
                c ->
                    "add constraint %s check (%s)"
                        .formatted(named(c.column, c.suffix), resolved(c.expression)));
    return "alter table "
        + table
        + Stream.of(columnClauses, constraintClauses, fillfactorClause())
            .flatMap(clauses -> clauses)
            .collect(joining(",\n  ", "\n  ", ""));
  }

  /** The index that the sweeper reads: records with a timer. */
  String indexTimers() {
    return "create index %s on %s (%s) where %s"
        .formatted(
            named(AsyncableColumn.DUE_AT, "idx"),
            table,
            resolved("{due_at}"),
            resolved("{due_at} is not null"));
  }

  /** The index that pages and scopes read: records neither processed nor canceled, oldest first. */
  String indexPending() {
    return "create index %s on %s (%s) where %s"
        .formatted(
            named(AsyncableColumn.LAST_SUBMITTED_AT, "idx"),
            table,
            resolved("{last_submitted_at}"),
            resolved("{processed_at} is null and {canceled_at} is null"));
  }

  String dropColumns() {
    return columns.values().stream()
        .map(name -> "drop column " + quoted(name))
        .collect(joining(",\n  ", "alter table " + table + "\n  ", ""));
  }

  private Stream<String> fillfactorClause() {
    return Stream.of("set (fillfactor = " + fillfactor + ")");
  }

  private String named(AsyncableColumn column, String suffix) {
    return quoted(new DerivedName(tableName, columns.get(column), suffix).value());
  }

  /** Puts this definition's names in place of the default ones, which stand in braces. */
  private String resolved(String expression) {
    return PLACEHOLDER
        .matcher(expression)
        .replaceAll(
            found -> {
              var column = AsyncableColumn.valueOf(found.group(1).toUpperCase(Locale.ROOT));
              return Matcher.quoteReplacement(quoted(columns.get(column)));
            });
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The constraints of a record, each under the name of the column it protects. */
  private enum Constraint {
    ATTEMPTS_COUNT(AsyncableColumn.ATTEMPTS, "not_negative", "{attempts} >= 0"),
    SUBMITTED_AS_A_WHOLE(
        AsyncableColumn.SUBMITTED_AT,
        "with_last",
        "({submitted_at} is null) = ({last_submitted_at} is null)"),
    CONCLUDED_ONCE(
        AsyncableColumn.PROCESSED_AT,
        "not_canceled",
        "{processed_at} is null or {canceled_at} is null"),
    PROCESSED_WITHOUT_ERROR(
        AsyncableColumn.PROCESSED_AT, "without_error", "{processed_at} is null or {error} is null"),
    TIMER_ONLY_WHILE_PENDING(
        AsyncableColumn.DUE_AT,
        "only_pending",
        "{due_at} is null or ({last_submitted_at} is not null"
            + " and {processed_at} is null and {canceled_at} is null)"),
    NEVER_FORGOTTEN(
        AsyncableColumn.LAST_SUBMITTED_AT,
        "never_forgotten",
        "{last_submitted_at} is null or {processed_at} is not null or {canceled_at} is not null"
            + " or {due_at} is not null or {error} is not null"),
    CAUSE_KNOWN(
        AsyncableColumn.CAUSE,
        "known",
        "{cause} is null or {cause} in ('failed', 'postponed', 'given_back', 'lost', 'overran',"
            + " 'worker_died', 'expired_window', 'expired_attempts', 'expired_permanent',"
            + " 'payload_unreadable', 'quarantined', 'outcome_unknown')"),
    HOLD_KNOWN(
        AsyncableColumn.HOLD,
        "known",
        "{hold} is null or {hold} in ('held', 'rate_limited', 'bulkhead_full')");

    private final AsyncableColumn column;
    private final String suffix;
    private final String expression;

    Constraint(AsyncableColumn column, String suffix, String expression) {
      this.column = column;
      this.suffix = suffix;
      this.expression = expression;
    }
  }
}
