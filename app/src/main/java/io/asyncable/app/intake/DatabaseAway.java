package io.asyncable.app.intake;

import io.asyncable.record.Causes;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.hibernate.TransactionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that cannot be reached from one that refuses a statement. */
final class DatabaseAway {

  static final String SENTENCE =
      "The database cannot be reached at the moment; nothing was filed. Please try again shortly.";

  private DatabaseAway() {}

  static boolean isReason(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof CannotCreateTransactionException
          || cause instanceof SQLTransientConnectionException
          // A rollback only fails when its connection is lost; it hides what went wrong before.
          || cause instanceof TransactionException
          || (cause instanceof SQLException sql && isConnection(sql))) {
        return true;
      }
    }
    return false;
  }

  /** Class 08 is a connection that broke, class 57 an operator's shutdown. */
  private static boolean isConnection(SQLException sql) {
    String state = sql.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
