package io.asyncable;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The trouble of a database, derived from the exception of a statement or of the wait for a
 * connection. The data that was read or written is never the cause, so the same statement may
 * succeed later. Answer requests that fail for such a reason with 503 and {@link #sentence()}.
 */
public enum DatabaseTrouble {
  /** The database cannot be reached, is shutting down or starting, or a connection broke. */
  AWAY("The database cannot be reached at the moment.", Set.of("08", "57P")),

  /** The application's pool gave no connection in time. */
  POOL_EMPTY("All database connections of the application are in use at the moment.", Set.of()),

  /** The database is read-only, as a standby is. */
  READ_ONLY("The database accepts no changes at the moment.", Set.of("25006")),

  /** The database's disk or memory is full, or it accepts no more connections. */
  NO_ROOM("The database has no room at the moment.", Set.of("53", "58")),

  /** Somebody holds a lock that the statement needs, or the statement took too long. */
  BUSY("The database is busy with the same data at the moment.", Set.of("55P03", "57014", "40"));

  private final String sentence;
  private final Set<String> states;

  DatabaseTrouble(String sentence, Set<String> states) {
    this.sentence = sentence;
    this.states = states;
  }

  /** The trouble as a sentence for people. */
  public String sentence() {
    return sentence;
  }

  /** Whether every other writing statement would fail too. */
  public boolean stopsAll() {
    return this != BUSY;
  }

  /** The trouble that caused this failure; empty for any other failure. */
  public static Optional<DatabaseTrouble> of(Throwable failure) {
    DatabaseTrouble found = null;
    boolean connecting = false;
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof SQLException sql) {
        found = ofSql(sql).orElse(connecting ? AWAY : found);
        // The cause of a pool's exception says why the pool could make no connection.
        connecting |= found == POOL_EMPTY;
      } else {
        connecting |= isOfConnecting(cause);
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * The trouble that caused this failure, if every other writing statement would fail too;
   * otherwise empty.
   */
  public static Optional<DatabaseTrouble> stoppingAll(Throwable failure) {
    return of(failure).filter(DatabaseTrouble::stopsAll);
  }

  /** Whether this trouble caused the failure. */
  public boolean isBehind(Throwable failure) {
    return of(failure).filter(this::equals).isPresent();
  }

  private static boolean isOfConnecting(Throwable cause) {
    return cause instanceof CannotCreateTransactionException
        || cause instanceof CannotGetJdbcConnectionException;
  }

  private static Optional<DatabaseTrouble> ofSql(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException) {
      return Optional.of(POOL_EMPTY);
    } else if (state == null) {
      // Drivers set a state on every failure; a pool sets none when a connection has broken.
      return Optional.of(AWAY);
    }
    return Arrays.stream(values())
        .filter(trouble -> trouble.states.stream().anyMatch(state::startsWith))
        .findFirst();
  }
}
