package io.asyncable.run;

import io.asyncable.CancelSubmission;
import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import io.asyncable.OutcomeUnknown;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Claimed;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a handler failed because of an outage of the engine's own database or for its own
 * reasons. It looks at the exception, which may come from another database, or at the time limit
 * that ended the attempt, and at the state of the engine's own database since the attempt began.
 */
final class OwnOutage {

  /**
   * PostgreSQL ended the session, because somebody ordered it or because another session crashed.
   */
  private static final Set<String> ENDED = Set.of("57P01", "57P02");

  /** PostgreSQL rolled the transaction back in favour of another; the next try may succeed. */
  private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

  private final EngineDatabase database;
  private final Heartbeat worker;
  private final Troubles troubles;

  OwnOutage(EngineDatabase database, Heartbeat worker, Troubles troubles) {
    this.database = database;
    this.worker = worker;
    this.troubles = troubles;
  }

  /** What was wrong with the engine's database; empty if the failure is the handler's own. */
  Optional<DatabaseTrouble> behind(Throwable thrown, Claimed attempt) {
    if (saysItself(thrown)) {
      return Optional.empty();
    }
    if (has(ROLLED_BACK, thrown)) {
      return Optional.of(DatabaseTrouble.BUSY);
    }
    return DatabaseTrouble.stoppingAll(thrown)
        .filter(
            trouble ->
                // Whichever session was ended, the next attempt gets another one.
                trouble == DatabaseTrouble.NO_ROOM
                    || has(ENDED, thrown)
                    || isOwn(attempt.begunAt()));
  }

  /**
   * The same for an attempt that exceeded its time limit. A handler that waits for a database hangs
   * and throws nothing. Does not ask the database, because such attempts may hold all connections.
   */
  Optional<DatabaseTrouble> during(Claimed attempt) {
    if (worker.hasFailedSince(attempt.begunAt()) || !worker.isBeating()) {
      return Optional.of(DatabaseTrouble.AWAY);
    }
    return isPoolEmpty() ? Optional.of(DatabaseTrouble.POOL_EMPTY) : Optional.empty();
  }

  /**
   * Whether the pool gives no connection, for example while every connection waits for a locked
   * table.
   */
  private boolean isPoolEmpty() {
    return troubles.isFailing(Work.CONNECT, Troubles.POOL);
  }

  /** The handler itself decides about its record. */
  static boolean saysItself(Throwable thrown) {
    return thrown instanceof PermanentFailure
        || thrown instanceof OutcomeUnknown
        || thrown instanceof RetryLater
        || thrown instanceof CancelSubmission;
  }

  private static boolean has(Set<String> states, Throwable thrown) {
    return Causes.of(thrown).stream()
        .anyMatch(
            cause -> cause instanceof SQLException sql && states.contains("" + sql.getSQLState()));
  }

  /**
   * Whether the engine's own database had trouble since then. A full disk cannot be detected this
   * way, so {@link #behind} does not ask here about it.
   */
  private boolean isOwn(Instant since) {
    return isPoolEmpty()
        || worker.hasFailedSince(since)
        || database.hadTroubleSince(since, worker.session());
  }
}
