package io.asyncable;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a database, told from what a statement, or the wait for a connection, threw.
 * None of it is the fault of what was to be read or written: the same may go through later. Answer
 * requests that meet it with 503 and {@link #sentence()}.
 */
public enum DatabaseTrouble {
  /** It cannot be reached, shuts down or starts, or a connection broke. */
  AWAY("The database cannot be reached at the moment.", Set.of("08", "57P")),

  /** The application's pool gave no connection in time. */
  POOL_EMPTY("The application has no connection to the database to spare at the moment.", Set.of()),

  /** It is read-only, as a standby is. */
  READ_ONLY("The database takes no changes at the moment.", Set.of("25006")),

  /** Its disk or memory is full, or it takes no more connections. */
  NO_ROOM("The database has no room at the moment.", Set.of("53", "58")),

  /** Somebody holds locked what the statement needs, or it took too long and was canceled. */
  BUSY("The database is busy with what this needs at the moment.", Set.of("55P03", "57014", "40"));

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

  /** Whether no other statement that writes would go through either. */
  public boolean stopsAll() {
    return this != BUSY;
  }

  /** What is wrong according to this failure; empty if it is something else. */
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
      // What kept the pool from making a connection, if anything did, is its cause.
      return POOL_EMPTY;
    } else if (state == null) {
      // Drivers give every failure a state; a pool gives none to a connection that has broken.
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
