package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of one poll's attempts, each once its attempt has a thread, so that a handler
 * sees changes made while its attempt waited. Attempts that begin at the same time are read
 * together; in a {@link Pace drain} also those that will begin at once.
 */
final class Reading {

  /**
   * In a drain, how long before its attempt a record may be read. A read brings what begins within
   * 20 ms; on a busy machine the attempts begin later than that, and reading their records again
   * would make it busier.
   */
  private static final Duration AHEAD = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(Reading.class);

  private final ProcessType type;
  private final Records records;
  private final Pace pace;
  private final Lock reading = new ReentrantLock();

  /** By id, attempts that have a thread and no record yet. */
  private final Map<String, Claimed> wanting = new ConcurrentHashMap<>();

  /** By id, attempts that have no thread yet, in the order in which they get one. */
  private final Map<String, Claimed> waiting = new LinkedHashMap<>();

  private final Map<String, Found> found = new HashMap<>();

  Reading(ProcessType type, Collection<Claimed> poll, Records records, Pace pace) {
    this.type = type;
    this.records = records;
    this.pace = pace;
    poll.forEach(attempt -> waiting.put(attempt.id(), attempt));
  }

  /**
   * One record as it was read.
   *
   * @param record null if JPA shows none
   * @param asked when the database was asked, by {@link System#nanoTime}
   */
  private record Found(@Nullable Object record, long asked) {}

  /** The attempt's record, detached; null if JPA shows none. */
  @Nullable Object of(Claimed attempt) {
    long began = System.nanoTime();
    wanting.put(attempt.id(), attempt);
    reading.lock();
    try {
      waiting.remove(attempt.id());
      int together = pace.begin();
      Found own = found.remove(attempt.id());
      if (own == null || own.asked() - began < -AHEAD.toNanos()) {
        read(attempt, together);
        own = found.remove(attempt.id());
      }
      return own.record();
    } finally {
      wanting.remove(attempt.id());
      reading.unlock();
    }
  }

  private void read(Claimed attempt, int together) {
    Map<String, Claimed> group = new LinkedHashMap<>(wanting);
    Iterator<Claimed> next = waiting.values().iterator();
    while (group.size() < together && next.hasNext()) {
      Claimed following = next.next();
      group.put(following.id(), following);
    }
    if (group.size() > 1) {
      read(group.values());
    }
    if (!found.containsKey(attempt.id())) {
      readAlone(attempt);
    }
  }

  /**
   * One that cannot be loaded must not fail its neighbours: each is read by itself then. So is what
   * is not found, since Hibernate finds nothing by several ids of a char column.
   */
  private void read(Collection<Claimed> group) {
    try {
      long asked = System.nanoTime();
      records
          .load(type, List.copyOf(group))
          .forEach((id, record) -> found.put(id, new Found(record, asked)));
    } catch (RuntimeException | Error failure) {
      log.debug("Records of {} could not be loaded together", type, failure);
    }
  }

  private void readAlone(Claimed attempt) {
    long asked = System.nanoTime();
    found.put(attempt.id(), new Found(records.load(attempt), asked));
  }
}
