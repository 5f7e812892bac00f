package io.asyncable;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseTroubleTest {

  private static final SQLException WRONG_PASSWORD = new SQLException("wrong password", "28P01");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(sql("08006"), DatabaseTrouble.AWAY),
        Arguments.of(sql("57P01"), DatabaseTrouble.AWAY),
        Arguments.of(sql(null), DatabaseTrouble.AWAY),
        Arguments.of(sql("25006"), DatabaseTrouble.READ_ONLY),
        Arguments.of(sql("53100"), DatabaseTrouble.NO_ROOM),
        Arguments.of(sql("58030"), DatabaseTrouble.NO_ROOM),
        Arguments.of(sql("55P03"), DatabaseTrouble.BUSY),
        Arguments.of(sql("57014"), DatabaseTrouble.BUSY),
        Arguments.of(sql("40P01"), DatabaseTrouble.BUSY),
        Arguments.of(sql("23505"), null),
        Arguments.of(sql("42P01"), null),
        Arguments.of(WRONG_PASSWORD, null),
        Arguments.of(new IllegalStateException("not SQL"), null),
        Arguments.of(
            new CannotCreateTransactionException("two managers", new IllegalStateException()),
            null),
        Arguments.of(pool(null), DatabaseTrouble.POOL_EMPTY),
        Arguments.of(pool(new SQLException("refused", "08001")), DatabaseTrouble.AWAY),
        Arguments.of(pool(new SQLException("too many", "53300")), DatabaseTrouble.NO_ROOM));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void knowsWhatAFailureTellsOf(Throwable failure, @Nullable DatabaseTrouble trouble) {
    assertThat(DatabaseTrouble.of(new RuntimeException(failure)).orElse(null)).isEqualTo(trouble);
    for (DatabaseTrouble each : DatabaseTrouble.values()) {
      assertThat(each.isBehind(failure)).isEqualTo(each == trouble);
    }
    assertThat(DatabaseTrouble.stoppingAll(failure).isPresent())
        .isEqualTo(trouble != null && trouble != DatabaseTrouble.BUSY);
  }

  /** Such as a password that was changed, or a database that was renamed. */
  @Test
  void aDatabaseThatGivesNobodyAConnectionIsAwayWhateverItSays() {
    assertThat(
            Stream.of(
                pool(WRONG_PASSWORD),
                new CannotGetJdbcConnectionException("none", WRONG_PASSWORD),
                new CannotCreateTransactionException(
                    "none", new PersistenceException("none", WRONG_PASSWORD))))
        .allMatch(DatabaseTrouble.AWAY::isBehind);
  }

  private static SQLException sql(@Nullable String state) {
    return new SQLException("failed", state);
  }

  private static SQLException pool(@Nullable SQLException cause) {
    return new SQLTransientConnectionException("timed out", null, cause);
  }
}
