package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.ConfigurationProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stops the start if a table does not suit the engine's statements. */
final class SchemaCheck {

  private static final String CHAR = "bpchar";

  private static final String UPGRADE =
      "An earlier version of addAsyncable made the table. Write a change set of your own for it, as"
          + " CHANGELOG.md describes.";

  private final JdbcTemplate jdbc;

  SchemaCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void check(ProcessTypes types) {
    if (jdbc.queryForObject("select to_regclass('asyncable_worker')", String.class) == null) {
      throw new ConfigurationProblem(
          "The library's tables are missing. Set asyncable.migrate=true, or include"
              + " classpath:io/asyncable/migrations/changelog.yaml in the application's changelog.");
    }
    List<String> problems = new ArrayList<>();
    Owners owners = new Owners();
    for (AsyncTable asyncTable : types.tables()) {
      // Of several in one table, the first one stands for all.
      ProcessType type = asyncTable.types().get(0);
      StoredTable.named(asyncTable.name(), jdbc)
          .ifPresentOrElse(
              table -> {
                owners.add(type, table);
                check(type, table, problems);
              },
              () ->
                  problems.add(
                      "The process type %s has no table %s in this database. Create it, or name its schema with @Table(schema = …)."
                          .formatted(type, type.table())));
    }
    owners.refuseShared(problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationProblem(String.join("\n", problems));
    }
  }

  private static void check(ProcessType type, StoredTable table, List<String> problems) {
    if (!table.isPlain()) {
      problems.add(
          "%s is a view, a foreign table, or has partitions or inheriting tables, but the engine needs a plain table for the process type %s. Keep the Asyncable in a table of its own: @SecondaryTable and @EmbeddedTable."
              .formatted(type.table(), type));
      return;
    }
    List<String> missing =
        Arrays.stream(AsyncColumn.values())
            .map(type.table()::column)
            .filter(column -> !table.columns().containsKey(unquoted(column)))
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
    checkId(type, table, problems);
    checkDiscriminator(type, table, problems);
    for (AsyncColumn column : AsyncColumn.values()) {
      check(type, column, table.columns().get(unquoted(type.table().column(column))), problems);
    }
    if (!table.unique().contains(unquoted(type.table().idColumn()))) {
      problems.add(
          "The table %s has no unique index on %s alone, which the engine needs to find a record of %s. Make it the primary key."
              .formatted(type.table(), type.table().idColumn(), type));
    }
    for (AsyncColumn column : List.of(AsyncColumn.DUE_AT, AsyncColumn.LAST_SUBMITTED_AT)) {
      if (!table.partial().contains(unquoted(type.table().column(column)))) {
        problems.add(
            "The table %s has no partial index on %s, which the process type %s needs. %s"
                .formatted(type.table(), type.table().column(column), type, remedy(type)));
      }
    }
  }

  private static void checkDiscriminator(
      ProcessType type, StoredTable table, List<String> problems) {
    type.table()
        .discriminator()
        .filter(column -> !table.columns().containsKey(unquoted(column)))
        .ifPresent(
            column ->
                problems.add(
                    "The table %s lacks the column %s, which tells the records of the process type %s from others. Add the column, with the @DiscriminatorValue of each row's entity."
                        .formatted(type.table(), column, type)));
  }

  /** Values of char are padded, and compared with text by no index. */
  private static void checkId(ProcessType type, StoredTable table, List<String> problems) {
    StoredTable.Column id = table.columns().get(unquoted(type.table().idColumn()));
    boolean padded = id != null && id.isPadded();
    if (padded != type.table().idType().equals(CHAR)) {
      problems.add(
          "The id column %s of the table %s is %s the type char, but the process type %s maps it differently. Map it with @JdbcTypeCode(SqlTypes.%s), or change the column's type."
              .formatted(
                  type.table().idColumn(),
                  type.table(),
                  padded ? "of" : "not of",
                  type,
                  padded ? "CHAR" : "VARCHAR"));
    }
  }

  private static void check(
      ProcessType type, AsyncColumn column, StoredTable.Column stored, List<String> problems) {
    if (!types(column).contains(stored.type())) {
      problems.add(
          "The column %s of the table %s has the type %s, but the process type %s needs %s. Change it: alter table %s alter column %s type %s."
              .formatted(
                  type.table().column(column),
                  type.table(),
                  stored.type(),
                  type,
                  types(column).get(0),
                  type.table(),
                  type.table().column(column),
                  types(column).get(0)));
    }
    if (column == AsyncColumn.ATTEMPTS && !stored.isFilled()) {
      problems.add(
          "The column %s of the table %s may be null, but the process type %s counts its attempts there. Change it: alter table %s alter column %s set not null, after update %s set %s = 0 where it is null."
              .formatted(
                  type.table().column(column),
                  type.table(),
                  type,
                  type.table(),
                  type.table().column(column),
                  type.table(),
                  type.table().column(column)));
    }
  }

  /** Tokens are compared to the microsecond, and an error may be longer than any limit. */
  private static List<String> types(AsyncColumn column) {
    return switch (column) {
      case ERROR, TRACE, CAUSE, HOLD -> List.of("text", "character varying");
      case ATTEMPTS -> List.of("integer");
      case CLAIMED_BY -> List.of("bigint");
      case SUBMITTED_AT,
          LAST_SUBMITTED_AT,
          ATTEMPTED_AT,
          PROCESSED_AT,
          CANCELED_AT,
          DUE_AT,
          PUBLISHED_AT ->
          List.of("timestamp(6) with time zone", "timestamp with time zone");
    };
  }

  /** Whose each column is: what two types share, each would take for its own. */
  private static final class Owners {

    private final Map<String, ProcessType> owners = new HashMap<>();
    private final Map<String, List<String>> shared = new TreeMap<>();

    void add(ProcessType type, StoredTable table) {
      for (AsyncColumn column : AsyncColumn.values()) {
        String name = unquoted(type.table().column(column));
        ProcessType owner = owners.putIfAbsent(table.oid() + "." + name, type);
        if (owner != null) {
          shared
              .computeIfAbsent(
                  "%s and %s both keep their state in the table %s, in "
                      .formatted(owner, type, type.table()),
                  key -> new ArrayList<>())
              .add(name);
        }
      }
    }

    void refuseShared(List<String> problems) {
      shared.forEach(
          (who, columns) ->
              problems.add(
                  who
                      + String.join(", ", columns)
                      + ", so they would take each other's records. Give one of them its own columns with @EmbeddedColumnNaming, or embed the Asyncable in one entity only."));
    }
  }

  /** The name as PostgreSQL keeps it. */
  private static String unquoted(String column) {
    return column.startsWith("\"")
        ? column.substring(1, column.length() - 1).replace("\"\"", "\"")
        : column.toLowerCase(Locale.ROOT);
  }

  private static String remedy(ProcessType type) {
    String column = type.table().column(AsyncColumn.DUE_AT);
    String prefix = column.endsWith("due_at") ? column.replace("due_at", "") : "";
    return "Add to the Liquibase changelog: addAsyncable: {tableName: %s%s}."
        .formatted(type.table(), prefix.isEmpty() ? "" : ", prefix: " + prefix);
  }
}
