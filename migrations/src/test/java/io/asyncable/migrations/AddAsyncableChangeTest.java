package io.asyncable.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddAsyncableChangeTest {
  private static final String INDEXES =
      "select indexdef from pg_indexes where tablename = 'claims' and indexname <> 'claims_pkey'"
          + " order by indexname";
  private static final String COLUMNS =
      """
      select attname || ' ' || format_type(atttypid, atttypmod)
        || case when attnotnull then ' not null' else '' end
      from pg_attribute
      where attrelid = 'claims'::regclass and attnum > 0 and not attisdropped order by attnum
      """;
  private static final String CHECKS =
      "select conname from pg_constraint where conrelid = 'claims'::regclass and contype = 'c'"
          + " order by conname";
  private static final String FILLFACTOR =
      "select reloptions[1] from pg_class where oid = 'claims'::regclass";

  @TempDir private Path changelogs;
  private TestDatabase database;

  @BeforeEach
  void createTable() throws SQLException {
    database = new TestDatabase(changelogs);
    database.execute("create table claims (id bigint primary key, veteran text)");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void addsColumnsConstraintsIndexesAndFillFactor() throws Exception {
    database.apply("- addAsyncable: {tableName: claims}");
    assertThat(database.strings(COLUMNS))
        .containsExactly(
            "id bigint not null",
            "veteran text",
            "submitted_at timestamp(6) with time zone",
            "last_submitted_at timestamp(6) with time zone",
            "attempted_at timestamp(6) with time zone",
            "processed_at timestamp(6) with time zone",
            "canceled_at timestamp(6) with time zone",
            "error text",
            "attempts integer not null",
            "due_at timestamp(6) with time zone",
            "claimed_by bigint",
            "trace text",
            "published_at timestamp(6) with time zone",
            "cause text",
            "hold text");
    assertThat(database.strings(INDEXES))
        .containsExactly(
            "CREATE INDEX claims__due_at_idx ON public.claims USING btree (due_at)"
                + " WHERE (due_at IS NOT NULL)",
            "CREATE INDEX claims__last_submitted_at_idx ON public.claims"
                + " USING btree (last_submitted_at)"
                + " WHERE ((processed_at IS NULL) AND (canceled_at IS NULL))");
    assertThat(database.strings(CHECKS))
        .containsExactly(
            "claims__attempts_not_negative",
            "claims__cause_known",
            "claims__due_at_only_pending",
            "claims__hold_known",
            "claims__last_submitted_at_never_forgotten",
            "claims__processed_at_not_canceled",
            "claims__processed_at_without_error",
            "claims__submitted_at_with_last");
    assertThat(database.strings(FILLFACTOR)).containsExactly("fillfactor=80");
  }

  @Test
  void leavesRowsThatAreThereNotSubmitted() throws Exception {
    database.execute("insert into claims select n, 'v' || n from generate_series(1, 1000) n");
    database.apply("- addAsyncable: {tableName: claims}");
    assertThat(
            database.strings(
                "select count(*) from claims where veteran = 'v' || id and attempts = 0"
                    + " and submitted_at is null and due_at is null"))
        .containsExactly("1000");
  }

  @Test
  void doesNothingTheSecondTime() throws Exception {
    database.apply("- addAsyncable: {tableName: claims, prefix: establishment_}");
    var before = database.strings(COLUMNS);
    database.apply("- addAsyncable: {tableName: claims, prefix: establishment_}");
    assertThat(database.strings(COLUMNS)).isEqualTo(before).hasSize(15);
  }

  @Test
  void addsTheSameFromXmlAsFromYaml() throws Exception {
    var xml =
        database.write(
            "changes.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <changeSet id="1" author="test">
                <ext:addAsyncable xmlns:ext="http://www.liquibase.org/xml/ns/dbchangelog-ext"
                    tableName="claims" prefix="establishment_" error="failure" fillfactor="70"/>
              </changeSet>
            </databaseChangeLog>
            """);
    database.update(xml);
    var columns = database.strings(COLUMNS);
    var indexes = database.strings(INDEXES);
    assertThat(columns).contains("establishment_trace text", "failure text").hasSize(15);
    assertThat(database.strings(FILLFACTOR)).containsExactly("fillfactor=70");

    database.rollback(xml, 1);
    database.apply("- addAsyncable: {tableName: claims, prefix: establishment_, error: failure}");
    assertThat(database.strings(COLUMNS)).isEqualTo(columns);
    assertThat(database.strings(INDEXES)).isEqualTo(indexes);
  }

  @Test
  void takesAnExplicitNameForEveryColumn() throws Exception {
    database.apply(
        """
        - addAsyncable:
            tableName: claims
            prefix: unused_
            submittedAt: a
            lastSubmittedAt: lastSeen
            attemptedAt: c
            processedAt: done at
            canceledAt: order
            error: quo"te
            attempts: tries
            dueAt: next
            claimedBy: BY_WHOM
            trace: größe
            publishedAt: gesendet
            cause: why
            hold: waits for
        """);
    assertThat(
            database.strings(COLUMNS).stream()
                .skip(2)
                .map(c -> c.replaceAll(" (time|text|int|big).*", "")))
        .containsExactly(
            "a",
            "lastSeen",
            "c",
            "done at",
            "order",
            "quo\"te",
            "tries",
            "next",
            "by_whom",
            "größe",
            "gesendet",
            "why",
            "waits for");
    assertThat(database.strings(INDEXES))
        .containsExactly(
            "CREATE INDEX \"claims__lastSeen_idx\" ON public.claims USING btree (\"lastSeen\")"
                + " WHERE ((\"done at\" IS NULL) AND (\"order\" IS NULL))",
            "CREATE INDEX claims__next_idx ON public.claims USING btree (next)"
                + " WHERE (next IS NOT NULL)");
    database.rollback("changes.yaml", 1);
    assertThat(database.strings(COLUMNS)).hasSize(2);
  }

  @Test
  void rollsBackExactlyOneOfTwoInATable() throws Exception {
    database.execute("create index kept on claims (veteran)");
    database.apply("- addAsyncable: {tableName: claims, prefix: establishment_}");
    var one =
        List.of(database.strings(COLUMNS), database.strings(INDEXES), database.strings(CHECKS));

    var second =
        database.write(
            "second.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 2
                  author: test
                  changes:
                    - addAsyncable: {tableName: claims, prefix: decision_sync_}
            """);
    database.update(second);
    assertThat(database.strings(COLUMNS)).hasSize(28);
    assertThat(database.strings(INDEXES)).hasSize(5);
    assertThat(database.strings(CHECKS)).hasSize(16);

    database.rollback(second, 1);
    assertThat(
            List.of(database.strings(COLUMNS), database.strings(INDEXES), database.strings(CHECKS)))
        .isEqualTo(one);
    database.rollback("changes.yaml", 1);
    assertThat(database.strings(COLUMNS)).containsExactly("id bigint not null", "veteran text");
    assertThat(database.strings(INDEXES)).hasSize(1);
    assertThat(database.strings(CHECKS)).isEmpty();
  }

  @Test
  void addsToATableOfAnotherSchemaWithAReservedName() throws Exception {
    database.execute("create schema \"Intake\"");
    database.execute("create table \"Intake\".\"order\" (id bigint primary key)");
    database.apply("- addAsyncable: {schemaName: Intake, tableName: order}");
    assertThat(
            database.strings(
                "select indexname from pg_indexes where schemaname = 'Intake' order by indexname"))
        .containsExactly("order__due_at_idx", "order__last_submitted_at_idx", "order_pkey");
    database.rollback("changes.yaml", 1);
    assertThat(
            database.strings(
                "select attname from pg_attribute where attrelid = '\"Intake\".\"order\"'::regclass"
                    + " and attnum > 0 and not attisdropped"))
        .containsExactly("id");
  }

  @Test
  void addsToTablesWithLongAlikeNames() throws Exception {
    var stem = "a_table_whose_name_is_as_long_as_postgresql_allows_and_no_more";
    for (var end : List.of("1", "2")) {
      database.execute("create table " + stem + end + " (id bigint primary key)");
    }
    database.apply(
        "- addAsyncable: {tableName: %s1, prefix: establishment_}\n".formatted(stem)
            + "- addAsyncable: {tableName: %s1, prefix: decision_}\n".formatted(stem)
            + "- addAsyncable: {tableName: %s2}".formatted(stem));
    assertThat(database.strings("select indexname from pg_indexes where indexdef like '%WHERE%'"))
        .filteredOn(name -> name.startsWith("a_table"))
        .hasSize(6);
  }

  @Test
  void printsTheStatementsInsteadOfRunningThem() throws Exception {
    var sql = database.sqlOf("- addAsyncable: {tableName: claims, prefix: establishment_}");
    assertThat(sql)
        .contains(
            "alter table public.claims\n  add column \"establishment_submitted_at\" timestamptz(6),",
            "add constraint \"claims__establishment_attempts_not_negative\""
                + " check (\"establishment_attempts\" >= 0),",
            "set (fillfactor = 80);",
            "create index \"claims__establishment_due_at_idx\" on public.claims");
    assertThat(database.strings(COLUMNS)).hasSize(2);

    database.execute(sql);
    assertThat(database.strings(COLUMNS)).hasSize(15);
    assertThat(database.strings(INDEXES)).hasSize(2);
  }
}
