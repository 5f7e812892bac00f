package io.asyncable.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a worker's rows in one table say, so that a heartbeat writes only what has changed. Every 30
 * seconds it writes all of them, since somebody may have deleted some. Only the heartbeat's thread
 * may use it.
 *
 * @param <K> what tells the rows of a worker apart
 * @param <V> what a row says
 */
public final class WrittenRows<K, V> {

  private static final Duration ANEW = Duration.ofSeconds(30);

  private final EngineClock clock;
  private final Map<K, V> written = new HashMap<>();
  private long epoch;
  private Instant anew = Instant.EPOCH;

  public WrittenRows(EngineClock clock) {
    this.clock = clock;
  }

  /**
   * Makes the rows of this epoch say what they should. Rows of an earlier epoch stay as they are.
   *
   * @param rows what the rows should say
   * @param write inserts or updates a row
   * @param delete deletes a row
   */
  public void update(long epoch, Map<K, V> rows, BiConsumer<K, V> write, Consumer<K> delete) {
    if (epoch != this.epoch) {
      written.clear();
      this.epoch = epoch;
    }
    for (K key : List.copyOf(written.keySet())) {
      if (!rows.containsKey(key)) {
        delete.accept(key);
        written.remove(key);
      }
    }
    Instant now = clock.instant();
    if (now.isAfter(anew.plus(ANEW))) {
      written.clear();
      anew = now;
    }
    rows.forEach(
        (key, row) -> {
          if (!row.equals(written.get(key))) {
            write.accept(key, row);
            written.put(key, row);
          }
        });
  }
}
