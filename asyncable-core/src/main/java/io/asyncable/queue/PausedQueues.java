package io.asyncable.queue;

import io.asyncable.worker.WorkerListener;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which queues this instance leaves alone. Read with every heartbeat; while the database is away,
 * what it said last holds.
 */
public final class PausedQueues implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(PausedQueues.class);

  private static final String PAUSED = "select queue from asyncable_queue_pause";

  private volatile Set<String> paused = Set.of();

  PausedQueues() {}

  /** Whether no attempt of this queue may begin. */
  public boolean contains(String queue) {
    return paused.contains(queue);
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    Set<String> before = paused;
    Set<String> now = Set.copyOf(connection.sql(PAUSED).query(String.class).set());
    paused = now;
    without(now, before).forEach(queue -> log.info("Queue {} is paused", queue));
    without(before, now).forEach(queue -> log.info("Queue {} goes on", queue));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
