package io.asyncable;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a database, found out from the exception of a statement or of the wait for a
 * connection. The cause is never the data that was read or written, so the same statement may
 * succeed later. Answer requests that meet such trouble with 503 and {@link #sentence()}.
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

  /** What is wrong, for a person. */
  public String sentence() {
    return sentence;
  }

  /** Whether every other writing statement would fail too. */
  public boolean stopsAll() {
    return this != BUSY;
  }

  /** What is wrong with the database according to this failure; empty for any other failure. */
  public static Optional<DatabaseTrouble> of(Throwable failure) {
    DatabaseTrouble found = null;
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof SQLException sql) {
        DatabaseTrouble innermost = ofSql(sql);
        found = innermost == null ? found : innermost;
      }
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable DatabaseTrouble ofSql(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException) {
      // If something kept the pool from making a connection, it is this exception's cause.
      return POOL_EMPTY;
    } else if (state == null) {
      // Drivers set a state on every failure; a pool sets none when a connection has broken.
      return AWAY;
    } else {
      for (DatabaseTrouble trouble : values()) {
        if (trouble.states.stream().anyMatch(state::startsWith)) {
          return trouble;
        }
      }
    }
    return null;
  }
}
