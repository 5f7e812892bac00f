package io.asyncable.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTablesTest {
  private static final String TABLES =
      "select tablename from pg_tables where tablename like 'asyncable%' order by tablename";

  @TempDir private Path changelogs;
  private TestDatabase database;

  @BeforeEach
  void migrate() throws Exception {
    database = new TestDatabase(changelogs);
    database.update(TestDatabase.OWN_TABLES);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void appliesToAnEmptyDatabase() throws Exception {
    assertThat(database.strings(TABLES))
        .contains(
            "asyncable_audit",
            "asyncable_breaker",
            "asyncable_history",
            "asyncable_queue_consumer",
            "asyncable_queue_pause",
            "asyncable_worker");
    assertThat(
            database.strings(
                "select indexdef from pg_indexes where indexname like '%history_record%'"))
        .containsExactly(
            "CREATE INDEX asyncable_history_record_idx ON public.asyncable_history"
                + " USING btree (process_type, record_id, id)");
  }

  @Test
  void appliesThroughAnIncludeOfTheApplication() throws Exception {
    String files = "select distinct filename from databasechangelog order by 1";
    List<String> before = database.strings(files);
    database.update(
        database.write(
            "application.yaml",
            """
            databaseChangeLog:
              - include:
                  file: io/asyncable/migrations/changelog.yaml
            """));
    assertThat(database.strings(files))
        .as("the same changesets by whichever way they are reached")
        .isEqualTo(before)
        .allMatch(file -> file.startsWith("io/asyncable/migrations/"));
  }

  @Test
  void appliesToTheDefaultSchemaThatLiquibaseIsGiven() throws Exception {
    database.execute("create schema queueing");
    database.updateIn("queueing", TestDatabase.OWN_TABLES);
    assertThat(database.strings("select tablename from pg_tables where schemaname = 'queueing'"))
        .contains("asyncable_breaker", "asyncable_history", "asyncable_worker");
    assertThat(
            database.strings(
                "select schemaname from pg_indexes where indexname = 'asyncable_history_record_idx'"))
        .containsExactlyInAnyOrder("public", "queueing");
  }

  @Test
  void doesNothingTheSecondTime() throws Exception {
    var ran = "select id || md5sum || dateexecuted from databasechangelog order by orderexecuted";
    var before = database.strings(ran);
    database.update(TestDatabase.OWN_TABLES);
    assertThat(database.strings(ran)).isEqualTo(before).isNotEmpty();
  }

  @Test
  void rollsBack() throws Exception {
    List<String> tables = database.strings(TABLES);
    database.rollback(
        TestDatabase.OWN_TABLES, database.strings("select id from databasechangelog").size());
    assertThat(database.strings(TABLES)).isEmpty();
    database.update(TestDatabase.OWN_TABLES);
    assertThat(database.strings(TABLES)).isEqualTo(tables);
  }

  @Test
  void givesEpochsThatNobodyElseChooses() throws Exception {
    var insert =
        "insert into asyncable_worker(name, started_at, seen_at) values ('w', now(), now())";
    assertThat(database.strings(insert + " returning epoch")).containsExactly("1");
    assertThat(database.strings(insert + " returning epoch")).containsExactly("2");
    assertThatThrownBy(
            () ->
                database.execute(
                    "insert into asyncable_worker(epoch, name, started_at, seen_at)"
                        + " values (9, 'w', now(), now())"))
        .hasMessageContaining("GENERATED ALWAYS");
  }

  @Test
  void refusesUnknownEventsAndNegativeCounts() throws Exception {
    recordEvent("lost", 1, 0, 1);
    assertThatThrownBy(() -> recordEvent("exploded", 1, 0, 0)).hasMessageContaining("event_known");
    assertThatThrownBy(() -> recordEvent("failed", -1, 0, 0))
        .hasMessageContaining("attempt_not_negative");
    assertThatThrownBy(() -> recordEvent("failed", 1, -1, 0))
        .hasMessageContaining("failures_not_negative");
    assertThatThrownBy(() -> recordEvent("failed", 1, 0, -1))
        .hasMessageContaining("losses_not_negative");
  }

  @Test
  void keepsTheAuditTrailAsItWasWritten() throws Exception {
    database.execute(
        "insert into asyncable_audit(at, actor, via, action) values (now(), 'olga', 'page', 'x')");
    assertThatThrownBy(() -> database.execute("update asyncable_audit set actor = 'nobody'"))
        .hasMessageContaining("append-only: update is refused");
    assertThatThrownBy(() -> database.execute("delete from asyncable_audit"))
        .hasMessageContaining("append-only: delete is refused");
    assertThatThrownBy(() -> database.execute("truncate asyncable_audit"))
        .hasMessageContaining("append-only: truncate is refused");
  }

  @Test
  void keepsOneKnownStatePerServiceAndWorker() throws Exception {
    var insert = "insert into asyncable_breaker(service, worker, state, since) values ('vbms', ";
    database.execute(insert + "1, 'open', now())");
    database.execute(insert + "2, 'half_open', now())");
    assertThatThrownBy(() -> database.execute(insert + "1, 'forced_open', now())"))
        .hasMessageContaining("asyncable_breaker_pkey");
    assertThatThrownBy(() -> database.execute(insert + "3, 'ajar', now())"))
        .hasMessageContaining("state_known");
  }

  @Test
  void refusesNotesWithoutWordsOrWithTooMany() throws Exception {
    writeNote("x".repeat(10_000));
    assertThatThrownBy(() -> writeNote("x".repeat(10_001))).hasMessageContaining("text_bounded");
    assertThatThrownBy(() -> writeNote(" ")).hasMessageContaining("text_not_blank");
  }

  @Test
  void keepsEachVersionOfAPlaybookOnce() throws Exception {
    writePlaybook(1, "x".repeat(10_000));
    writePlaybook(2, "");
    assertThatThrownBy(() -> writePlaybook(2, "x")).hasMessageContaining("playbook_pkey");
    assertThatThrownBy(() -> writePlaybook(3, "x".repeat(10_001)))
        .hasMessageContaining("text_bounded");
    assertThatThrownBy(() -> writePlaybook(3, " ")).hasMessageContaining("text_not_blank");
    assertThatThrownBy(() -> writePlaybook(0, "x")).hasMessageContaining("version_counted");
  }

  private void writePlaybook(int version, String text) throws SQLException {
    database.execute(
        """
        insert into asyncable_playbook(fingerprint, version, author, at, text)
        values ('abc', %d, 'olga', now(), '%s')
        """
            .formatted(version, text));
  }

  @Test
  void refusesMessagesThatContradictThemselves() throws Exception {
    String text = "repeat('x', 1000)";
    tell("'failing', now(), repeat('x', 300), " + text + ", null, true");
    tell("'note', null, 'l', 't', 1, false");
    assertRefused("'guess', now(), 'l', 't', null, false", "kind_known");
    assertRefused("'failing', now(), repeat('x', 301), 't', null, true", "label_bounded");
    assertRefused("'failing', now(), 'l', " + text + " || 'x', null, true", "text_bounded");
    assertRefused("'note', now(), 'l', 't', null, false", "note_named");
    assertRefused("'canceled', now(), 'l', 't', 1, false", "note_named");
    assertRefused("'succeeded', now(), 'l', 't', null, true", "watch_of_failing");
    assertRefused("'failing', null, 'l', 't', null, false", "submission_known");
  }

  private void assertRefused(String values, String constraint) {
    assertThatThrownBy(() -> tell(values)).hasMessageContaining("asyncable_message_" + constraint);
  }

  private void tell(String values) throws SQLException {
    database.execute(
        """
        insert into asyncable_message
          (recipient, process_type, record_id, at, kind, submission, label, text, note, watched)
        values ('alice', 'Appeal', '7', now(), %s)
        """
            .formatted(values));
  }

  private void writeNote(String text) throws SQLException {
    database.execute(
        """
        insert into asyncable_note(process_type, record_id, author, at, text)
        values ('Appeal', '7', 'olga', now(), '%s')
        """
            .formatted(text));
  }

  private void recordEvent(String event, int attempt, int failures, int losses)
      throws SQLException {
    database.execute(
        """
        insert into asyncable_history
          (process_type, record_id, submission, attempt, event, occurred_at, failures, losses)
        values ('Appeal', '7', now(), %d, '%s', now(), %d, %d)
        """
            .formatted(attempt, event, failures, losses));
  }
}
