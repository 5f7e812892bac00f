package io.asyncable.migrations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import liquibase.exception.ValidationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddAsyncableValidationTest {
  @TempDir private Path changelogs;
  private TestDatabase database;

  @BeforeEach
  void createTable() throws SQLException {
    database = new TestDatabase(changelogs);
    database.execute("create table claims (id bigint primary key)");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prefix: x_                                    | addAsyncable needs a tableName: the table that gets the columns.
          tableName: ' '                                | addAsyncable needs a tableName: the table that gets the columns.
          tableName: claims, error: trace               | addAsyncable would add the column trace twice to table claims; give each column its own name.
          tableName: claims, dueAt: at, attemptedAt: AT | addAsyncable would add the column at twice to table claims; give each column its own name.
          tableName: claims, duedAt: at                 | addAsyncable has no attribute duedAt; it has attemptedAt, attempts, canceledAt, cause, claimedBy, dueAt, error, fillfactor, hold, lastSubmittedAt, prefix, processedAt, publishedAt, schemaName, submittedAt, tableName, trace.
          tableName: claims, fillfactor: 9              | The fillfactor of addAsyncable must be from 10 to 100, but is 9.
          """)
  void saysWhatIsWrong(String attributes, String sentence) {
    assertThatThrownBy(() -> database.apply("- addAsyncable: {" + attributes + "}"))
        .hasRootCauseInstanceOf(ValidationFailedException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesAColumnNameThatPostgresWouldCutOff() {
    var prefix = "p".repeat(47);
    assertThatThrownBy(
            () -> database.apply("- addAsyncable: {tableName: claims, prefix: " + prefix + "}"))
        .hasMessageContaining(
            "addAsyncable cannot add the column "
                + prefix
                + "last_submitted_at to table claims:"
                + " PostgreSQL's names have at most 63 bytes.");
  }

  @Test
  void refusesADatabaseThatIsNotPostgres() {
    assertThatThrownBy(
            () -> database.validateFor("offline:mysql", "- addAsyncable: {tableName: claims}"))
        .hasRootCauseInstanceOf(ValidationFailedException.class)
        .hasMessageContaining("addAsyncable needs PostgreSQL, but this database is mysql.");
  }
}
