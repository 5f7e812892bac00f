package io.asyncable.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncableConstraintsTest {
  private static TestDatabase database;

  @BeforeAll
  static void createTable(@TempDir Path changelogs) throws Exception {
    database = new TestDatabase(changelogs);
    database.execute("create table claims (id bigint primary key)");
    database.apply("- addAsyncable: {tableName: claims, prefix: x_}");
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  @BeforeEach
  void addNotSubmitted() throws SQLException {
    database.execute("truncate claims; insert into claims(id) values (1)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          queued            | x_submitted_at = now(), x_last_submitted_at = now(), x_due_at = now()
          running           | x_submitted_at = now(), x_last_submitted_at = now(), x_due_at = now(), x_attempted_at = now(), x_attempts = 1, x_claimed_by = 1
          retrying          | x_submitted_at = now(), x_last_submitted_at = now(), x_due_at = now(), x_error = 'timeout', x_cause = 'failed', x_attempts = 1
          expired           | x_submitted_at = now(), x_last_submitted_at = now(), x_error = 'gave up', x_cause = 'expired_window'
          processed         | x_submitted_at = now(), x_last_submitted_at = now(), x_processed_at = now()
          canceled          | x_submitted_at = now(), x_last_submitted_at = now(), x_canceled_at = now()
          failed, canceled  | x_submitted_at = now(), x_last_submitted_at = now(), x_canceled_at = now(), x_error = 'timeout'
          canceled unsent   | x_canceled_at = now()
          """)
  void acceptsWhatHappens(String state, String assignments) throws SQLException {
    assertThat(database.strings("update claims set " + assignments + " returning id"))
        .as(state)
        .containsExactly("1");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attempts_not_negative             | x_attempts = -1
          submitted_at_with_last            | x_submitted_at = now()
          submitted_at_with_last            | x_last_submitted_at = now(), x_due_at = now()
          processed_at_not_canceled         | x_processed_at = now(), x_canceled_at = now()
          processed_at_without_error        | x_processed_at = now(), x_error = 'timeout'
          cause_known                       | x_cause = 'bored'
          hold_known                        | x_hold = 'failed'
          due_at_only_pending               | x_due_at = now()
          due_at_only_pending               | x_submitted_at = now(), x_last_submitted_at = now(), x_due_at = now(), x_processed_at = now()
          due_at_only_pending               | x_submitted_at = now(), x_last_submitted_at = now(), x_due_at = now(), x_canceled_at = now()
          last_submitted_at_never_forgotten | x_submitted_at = now(), x_last_submitted_at = now()
          last_submitted_at_never_forgotten | x_submitted_at = now(), x_last_submitted_at = now(), x_attempted_at = now(), x_attempts = 1
          """)
  void refusesWhatMustNeverBe(String constraint, String assignments) {
    assertThatThrownBy(() -> database.execute("update claims set " + assignments))
        .hasMessageContaining("\"claims__x_" + constraint + "\"");
  }
}
