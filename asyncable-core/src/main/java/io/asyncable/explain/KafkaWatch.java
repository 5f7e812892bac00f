package io.asyncable.explain;

import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import io.asyncable.worker.EngineTimer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at Kafka every few seconds, and sooner after somebody has asked, on a thread of its own. So
 * a page shows the last known state and never waits for Kafka.
 */
public final class KafkaWatch implements SmartLifecycle {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Backlog backlog;
  private final Collection<String> queues;
  private final Clock clock;
  private final boolean enabled;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile @Nullable EngineTimer timer;
  private volatile KafkaView view = KafkaView.UNKNOWN;
  private volatile long lookedAt = System.nanoTime();

  /**
   * @param enabled whether it looks at all; an instance without pages has nobody to tell
   */
  KafkaWatch(Backlog backlog, Collection<String> queues, Clock clock, boolean enabled) {
    this.backlog = backlog;
    this.queues = queues;
    this.clock = clock;
    this.enabled = enabled;
  }

  /** What was last seen. */
  public KafkaView view() {
    EngineTimer running = timer;
    if (running != null
        && System.nanoTime() - lookedAt > FRESH.toNanos()
        && wanted.compareAndSet(false, true)) {
      running.soon(this::look);
    }
    return view;
  }

  private void look() {
    try {
      view = seen(clock.instant());
    } finally {
      lookedAt = System.nanoTime();
      wanted.set(false);
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

  @Override
  public void start() {
    EngineTimer begun = new EngineTimer("asyncable-kafka-watch");
    begun.repeat(this::look, Duration.ZERO, PERIOD);
    timer = begun;
  }

  @Override
  public void stop() {
    EngineTimer running = timer;
    timer = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}
