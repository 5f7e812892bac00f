package io.asyncable.explain;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.explain.KafkaView.LaneDepth;
import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Asks Kafka for unread messages every 5 s, and sooner after a reader has asked, on instances with
 * the role {@code web}. Pages show the latest answer and never wait for Kafka.
 */
public final class KafkaWatch {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Backlog backlog;
  private final Collection<String> queues;
  private final Clock clock;
  private final Duty duty;
  private volatile KafkaView view = KafkaView.UNKNOWN;
  private volatile long lookedAt = System.nanoTime();
  private volatile boolean looking;

  KafkaWatch(Backlog backlog, Collection<String> queues, Clock clock, Duties duties) {
    this.backlog = backlog;
    this.queues = queues;
    this.clock = clock;
    this.duty = duties.named("kafka-watch").on(Role.WEB).every(PERIOD).atOnce().doing(this::look);
  }

  Duty duty() {
    return duty;
  }

  /** The latest answer. If it is older than 1 s, the next question comes at once. */
  public KafkaView view() {
    if (!looking && System.nanoTime() - lookedAt > FRESH.toNanos()) {
      duty.soon();
    }
    return view;
  }

  private void look() {
    looking = true;
    try {
      view = seen(clock.instant());
    } finally {
      lookedAt = System.nanoTime();
      looking = false;
    }
  }

  private KafkaView seen(Instant now) {
    List<LaneDepth> lanes = new ArrayList<>();
    for (String queue : queues) {
      for (Lane lane : Lane.values()) {
        Optional<Depth> depth = backlog.depth(queue, lane);
        if (depth.isEmpty()) {
          return new KafkaView(now, false, since(false, now), List.of());
        }
        lanes.add(new LaneDepth(queue, lane, depth.get()));
      }
    }
    return new KafkaView(now, true, since(true, now), List.copyOf(lanes));
  }

  private Instant since(boolean reachable, Instant now) {
    Instant before = view.since();
    return before == null || view.reachable() != reachable ? now : before;
  }
}
