package io.asyncable.worker;

import io.asyncable.DatabaseTrouble;
import io.asyncable.database.EngineDatabase;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the application's pool for a connection every few seconds, whatever else there is to do: it
 * may give none, as when all requests wait for one row that somebody holds locked, while the
 * heartbeat, which has its own connection, goes through.
 */
final class PoolWatch {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final JdbcClient pool;
  private final Troubles troubles;
  private final Duty duty;

  PoolWatch(EngineDatabase database, Troubles troubles, Duties duties) {
    this.pool = database.client();
    this.troubles = troubles;
    this.duty = duties.named("pool-watch").every(PAUSE).quietly().doing(this::look);
  }

  Duty duty() {
    return duty;
  }

  private void look() {
    UnderWay begun = troubles.begun(Work.CONNECT, Troubles.POOL);
    try {
      pool.sql("select 1").query(Integer.class).single();
      troubles.succeeded(Work.CONNECT, Troubles.POOL);
    } catch (DataAccessException failure) {
      told(failure);
      throw failure;
    } finally {
      begun.ended();
    }
  }

  /** The heartbeat and the engine's work tell of a database that is away. */
  private void told(DataAccessException failure) {
    if (DatabaseTrouble.POOL_EMPTY.isBehind(failure)) {
      troubles.failed(Work.CONNECT, Troubles.POOL, failure, Duration.ZERO);
    } else {
      troubles.succeeded(Work.CONNECT, Troubles.POOL);
    }
  }
}
