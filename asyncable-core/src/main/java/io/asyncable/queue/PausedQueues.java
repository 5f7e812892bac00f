package io.asyncable.queue;

import io.asyncable.worker.EngineClock;
import io.asyncable.worker.WorkerListener;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The paused queues, as this instance knows them. It reads them with every heartbeat; while the
 * database is away, the last answer applies.
 */
public final class PausedQueues implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(PausedQueues.class);

  private static final String PAUSED = "select queue from asyncable_queue_pause";

  private final Map<String, Instant> wentOnAt = new ConcurrentHashMap<>();
  private final EngineClock clock;
  private volatile Set<String> paused = Set.of();

  PausedQueues(EngineClock clock) {
    this.clock = clock;
  }

  /** Whether no attempt of this queue may begin. */
  public boolean contains(String queue) {
    return paused.contains(queue);
  }

  /** When this instance saw the queue's latest pause end; empty if it has seen none. */
  public Optional<Instant> wentOnAt(String queue) {
    return Optional.ofNullable(wentOnAt.get(queue));
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    Set<String> before = paused;
    Set<String> now = Set.copyOf(connection.sql(PAUSED).query(String.class).set());
    without(now, before).forEach(queue -> log.info("Queue {} is paused", queue));
    for (String queue : without(before, now)) {
      wentOnAt.put(queue, clock.instant());
      log.info("Queue {} is resumed", queue);
    }
    paused = now;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
