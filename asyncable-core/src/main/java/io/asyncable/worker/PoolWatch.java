package io.asyncable.worker;

import io.asyncable.DatabaseTrouble;
import io.asyncable.database.EngineDatabase;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the application's pool for a connection every 2 s. The pool may have none, for example while
 * all requests wait for a row that somebody holds locked. The heartbeat does not notice, because it
 * has its own connection.
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
      report(failure);
      throw failure;
    } finally {
      begun.ended();
    }
  }

  /**
   * Reports only an empty pool. The heartbeat and the engine's work report a database that is away.
   */
  private void report(DataAccessException failure) {
    if (DatabaseTrouble.POOL_EMPTY.isBehind(failure)) {
      troubles.failed(Work.CONNECT, Troubles.POOL, failure, Duration.ZERO);
    } else {
      troubles.succeeded(Work.CONNECT, Troubles.POOL);
    }
  }
}
