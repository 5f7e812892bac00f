package io.asyncable.observe;

import io.asyncable.move.Claimed;
import io.asyncable.queue.Throughput;
import io.asyncable.statistics.Counters;
import io.asyncable.text.ErrorDetails;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher's meters: attempts, claims, publishes. */
public final class Meters {

  private static final Logger log = LoggerFactory.getLogger(Meters.class);

  /** How an attempt ended, as a tag. */
  public enum Outcome {
    PROCESSED,
    FAILED,
    POSTPONED,
    CANCELED,
    EXPIRED,
    /** The record had moved on: canceled, restarted or taken over. */
    SUPERSEDED
  }

  /** What became of a publication, as a tag. */
  public enum Publish {
    SENT,
    FAILED,
    DROPPED
  }

  private final MeterRegistry registry;
  private final Throughput throughput;
  private final Counters counters;

  public Meters(MeterRegistry registry, Throughput throughput, Counters counters) {
    this.registry = registry;
    this.throughput = throughput;
    this.counters = counters;
  }

  public void attempt(Claimed attempt, String queue, Outcome outcome, Duration duration) {
    passOver(() -> count(attempt, queue, outcome, duration));
  }

  private void count(Claimed attempt, String queue, Outcome outcome, Duration duration) {
    registry
        .timer(
            "asyncable.attempts", Tags.of("type", attempt.type().name(), "outcome", word(outcome)))
        .record(duration);
    switch (outcome) {
      case PROCESSED -> {
        throughput.processed(queue);
        counters.processed(attempt, duration);
      }
      case FAILED -> failed(attempt, queue);
      case EXPIRED -> {
        failed(attempt, queue);
        counters.expired(attempt.type().name(), 1);
      }
      case POSTPONED, CANCELED, SUPERSEDED -> {
        // Says nothing of how fast the queue and the type are.
      }
    }
  }

  private void failed(Claimed attempt, String queue) {
    throughput.failed(queue);
    counters.failed(attempt);
  }

  public void claims(String type, int won, int lost, int parked) {
    count("asyncable.claims", Tags.of("type", type, "result", "won"), won);
    count("asyncable.claims", Tags.of("type", type, "result", "lost"), lost);
    count("asyncable.claims", Tags.of("type", type, "result", "parked"), parked);
  }

  public void published(String queue, Publish result) {
    count("asyncable.published", Tags.of("queue", queue, "result", word(result)), 1);
  }

  /** A message of which no attempt can come. */
  public void unreadable(String queue) {
    count("asyncable.unreadable", Tags.of("queue", queue), 1);
  }

  private void count(String name, Tags tags, int amount) {
    if (amount > 0) {
      passOver(() -> registry.counter(name, tags).increment(amount));
    }
  }

  /**
   * Counts; never throws, because a meter or its listeners must not break the work that was done.
   */
  private static void passOver(Runnable counting) {
    try {
      counting.run();
    } catch (RuntimeException | Error broken) {
      log.warn("A meter could not count: {}", ErrorDetails.line(broken));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
