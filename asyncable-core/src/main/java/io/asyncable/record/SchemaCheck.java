package io.asyncable.record;

import io.asyncable.AsyncColumn;
import io.asyncable.ConfigurationProblem;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stops the start when a table lacks columns or indexes that the engine needs. */
final class SchemaCheck {

  private static final String COLUMNS =
      """
      select a.attname from pg_attribute a
      where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
      """;

  /** The leading columns of the table's partial indexes. */
  private static final String PARTIAL_INDEXES =
      """
      select a.attname from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = to_regclass(?) and i.indpred is not null and i.indisvalid
      """;

  private static final String CHAR = "bpchar";

  private static final String IS_CHAR =
      """
      select coalesce(bool_or(a.atttypid = 'bpchar'::regtype), false) from pg_attribute a
      where a.attrelid = to_regclass(?) and a.attname = ?
      """;

  private static final String UPGRADE =
      "An earlier version of addAsyncable made it. Add them by a change set of your own, as"
          + " CHANGELOG.md says.";

  private final JdbcTemplate jdbc;

  SchemaCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void check(ProcessTypes types) {
    if (Boolean.FALSE.equals(jdbc.execute(Connection::getAutoCommit))) {
      throw new ConfigurationProblem(
          "The connections of the DataSource do not commit by themselves, so the engine's statements outside a transaction would be rolled back. Remove spring.datasource.hikari.auto-commit=false.");
    }
    if (jdbc.queryForObject("select to_regclass('asyncable_worker')", String.class) == null) {
      throw new ConfigurationProblem(
          "The library's tables are missing. Set asyncable.migrate=true, or include"
              + " classpath:io/asyncable/migrations/changelog.yaml in the application's changelog.");
    }
    List<String> problems = new ArrayList<>();
    types.all().forEach(type -> check(type, problems));
    if (!problems.isEmpty()) {
      throw new ConfigurationProblem(String.join("\n", problems));
    }
  }

  private void check(ProcessType type, List<String> problems) {
    Set<String> columns = names(COLUMNS, type);
    List<String> missing =
        Arrays.stream(AsyncColumn.values())
            .map(type::column)
            .filter(column -> !columns.contains(unquoted(column)))
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          "The table %s lacks the columns %s of the process type %s. %s"
              .formatted(
                  type.table(),
                  missing,
                  type,
                  missing.size() < AsyncColumn.values().length ? UPGRADE : remedy(type)));
      return;
    }
    checkId(type, problems);
    Set<String> indexed = names(PARTIAL_INDEXES, type);
    for (AsyncColumn column : List.of(AsyncColumn.DUE_AT, AsyncColumn.LAST_SUBMITTED_AT)) {
      if (!indexed.contains(unquoted(type.column(column)))) {
        problems.add(
            "The table %s has no partial index on %s, which the process type %s needs. %s"
                .formatted(type.table(), type.column(column), type, remedy(type)));
      }
    }
  }

  /** Values of char are padded, and compared with text by no index. */
  private void checkId(ProcessType type, List<String> problems) {
    boolean padded =
        Boolean.TRUE.equals(
            jdbc.queryForObject(IS_CHAR, Boolean.class, type.table(), unquoted(type.idColumn())));
    if (padded != type.idType().equals(CHAR)) {
      problems.add(
          "The id column %s of the table %s is %s the type char, but the process type %s maps it otherwise. Map it with @JdbcTypeCode(SqlTypes.%s), or change the column's type."
              .formatted(
                  type.idColumn(),
                  type.table(),
                  padded ? "of" : "not of",
                  type,
                  padded ? "CHAR" : "VARCHAR"));
    }
  }

  /** The name as PostgreSQL keeps it. */
  private static String unquoted(String column) {
    return column.startsWith("\"")
        ? column.substring(1, column.length() - 1).replace("\"\"", "\"")
        : column.toLowerCase(Locale.ROOT);
  }

  private Set<String> names(String query, ProcessType type) {
    return Set.copyOf(jdbc.queryForList(query, String.class, type.table()));
  }

  private static String remedy(ProcessType type) {
    String column = type.column(AsyncColumn.DUE_AT);
    String prefix = column.endsWith("due_at") ? column.replace("due_at", "") : "";
    return "Add to the Liquibase changelog: addAsyncable: {tableName: %s%s}."
        .formatted(type.table(), prefix.isEmpty() ? "" : ", prefix: " + prefix);
  }
}
