package io.asyncable.dispatch;

import io.asyncable.queue.Throughput;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;

/** The dispatcher's meters: attempts, claims, publishes. */
final class Meters {

  /** How an attempt ended, as a tag. */
  enum Outcome {
    PROCESSED,
    FAILED,
    POSTPONED,
    CANCELED,
    EXPIRED,
    /** The record had moved on: canceled, restarted or taken over. */
    SUPERSEDED
  }

  /** What became of a publication, as a tag. */
  enum Publish {
    SENT,
    FAILED,
    DROPPED
  }

  private final MeterRegistry registry;
  private final Throughput throughput;

  Meters(MeterRegistry registry, Throughput throughput) {
    this.registry = registry;
    this.throughput = throughput;
  }

  void attempt(String type, String queue, Outcome outcome, Duration duration) {
    registry
        .timer("asyncable.attempts", Tags.of("type", type, "outcome", word(outcome)))
        .record(duration);
    switch (outcome) {
      case PROCESSED -> throughput.processed(queue);
      case FAILED, EXPIRED -> throughput.failed(queue);
      case POSTPONED, CANCELED, SUPERSEDED -> {
        // Says nothing of how fast the queue is.
      }
    }
  }

  void claims(String type, int won, int lost, int parked) {
    count("asyncable.claims", Tags.of("type", type, "result", "won"), won);
    count("asyncable.claims", Tags.of("type", type, "result", "lost"), lost);
    count("asyncable.claims", Tags.of("type", type, "result", "parked"), parked);
  }

  void published(String queue, Publish result) {
    count("asyncable.published", Tags.of("queue", queue, "result", word(result)), 1);
  }

  void unreadable(String queue) {
    count("asyncable.unreadable", Tags.of("queue", queue), 1);
  }

  private void count(String name, Tags tags, int amount) {
    if (amount > 0) {
      registry.counter(name, tags).increment(amount);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
