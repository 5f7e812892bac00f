package io.asyncable.sweep;

import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Timers;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the unfinished claims of dead workers due at once. One instance at a time looks at a
 * worker's claims, again and again until none is left: a row may be locked at the first look, and a
 * claim may still be on its way. The pause between two looks is as long as the worker has been
 * dead, from 1 to 10 s.
 */
final class AbandonedClaims {

  private record Dead(long epoch, boolean longEnough) {}

  /** Uses the database's clock, which also decides whether a worker is dead. */
  private static final String TAKE =
      """
      update asyncable_worker set release_at = clock_timestamp()
        + least(greatest(clock_timestamp() - dead_at, interval '1 second'), interval '10 seconds')
      where epoch in (
        select epoch from asyncable_worker
        where dead_at is not null and release_at <= clock_timestamp()
        for no key update skip locked)
      returning epoch, dead_at < clock_timestamp() - interval '5 seconds' as long_enough
      """;

  private static final String DONE =
      "update asyncable_worker set release_at = null where epoch = ? and dead_at is not null";

  private final JdbcClient jdbc;
  private final ProcessTypes types;
  private final Timers timers;
  private final Troubles troubles;

  AbandonedClaims(EngineDatabase database, ProcessTypes types, Timers timers, Troubles troubles) {
    this.jdbc = database.client();
    this.types = types;
    this.timers = timers;
    this.troubles = troubles;
  }

  /**
   * Releases the claims of the dead workers that are due for a look. A failure stops nothing else.
   */
  void release() {
    troubles.attempt(Work.RELEASE, Troubles.ALL_TYPES, this::releaseAll);
  }

  private void releaseAll() {
    jdbc.sql(TAKE)
        .query((row, index) -> new Dead(row.getLong("epoch"), row.getBoolean("long_enough")))
        .list()
        .forEach(this::release);
  }

  private void release(Dead dead) {
    boolean left = false;
    for (AsyncTable table : types.tables()) {
      left |= !isReleased(table, dead);
    }
    if (dead.longEnough() && !left) {
      jdbc.sql(DONE).param(dead.epoch()).update();
    }
  }

  /** A failure with one table must not keep the others from being released. */
  private boolean isReleased(AsyncTable table, Dead dead) {
    AtomicBoolean left = new AtomicBoolean(true);
    troubles.attempt(
        Work.RELEASE,
        table.types().stream().map(ProcessType::name).toList(),
        () -> {
          timers.release(table, dead.epoch());
          left.set(dead.longEnough() && timers.isAnyLeft(table, dead.epoch()));
        });
    return !left.get();
  }
}
