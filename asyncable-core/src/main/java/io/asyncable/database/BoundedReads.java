package io.asyncable.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Statements that PostgreSQL itself stops when they take too long. */
public final class BoundedReads {

  private static final String STOPPED = "57014";

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final Duration longest;

  BoundedReads(
      NamedParameterJdbcTemplate jdbc, TransactionOperations transactions, Duration longest) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.longest = longest;
  }

  /**
   * @throws TookTooLong if PostgreSQL stopped the statement
   */
  public <T> T read(Function<NamedParameterJdbcTemplate, T> statement) {
    try {
      return transactions.execute(
          status -> {
            jdbc.getJdbcOperations().execute("set local statement_timeout = " + longest.toMillis());
            return statement.apply(jdbc);
          });
    } catch (DataAccessException failure) {
      if (failure.getMostSpecificCause() instanceof SQLException cause
          && STOPPED.equals(cause.getSQLState())) {
        throw new TookTooLong(longest, failure);
      }
      throw failure;
    }
  }
}
