package io.asyncable.web;

import io.asyncable.record.Causes;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Tells a database that cannot be reached from a statement that it refused. */
final class DatabaseAway {

  static final String SENTENCE =
      "The database cannot be reached at the moment. Please try again shortly.";

  private DatabaseAway() {}

  static boolean isReason(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isConnection(sql))) {
        return true;
      }
    }
    return false;
  }

  /** Class 08 is a connection that broke, class 57P an operator's shutdown. */
  private static boolean isConnection(SQLException sql) {
    String state = sql.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
