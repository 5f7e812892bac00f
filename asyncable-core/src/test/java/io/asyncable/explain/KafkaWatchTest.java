package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import io.asyncable.worker.Duties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KafkaWatchTest {

  @Test
  void anErrorInOneLookDoesNotEndTheOthers() {
    FaultyBacklog backlog = new FaultyBacklog(new AtomicInteger());
    Duties duties = new Duties(Set.of(Role.WEB), Clock.systemUTC());
    KafkaWatch watch = new KafkaWatch(backlog, List.of("default"), Clock.systemUTC(), duties);
    watch.duty().start();
    try {
      // Nobody asks for a look: the next one comes by itself.
      await().until(() -> backlog.looks().get() > 2);
      assertThat(watch.view().lanes()).hasSize(Lane.values().length);
    } finally {
      watch.duty().stop();
    }
  }

  private record FaultyBacklog(AtomicInteger looks) implements Backlog {

    @Override
    public Optional<Depth> depth(String queue, Lane lane) {
      if (looks.incrementAndGet() == 1) {
        throw new OutOfMemoryError("for a moment");
      }
      return Optional.of(Depth.NOTHING);
    }

    @Override
    public Optional<Instant> oldest(String queue, Lane lane) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> answeringSince() {
      return Optional.empty();
    }

    @Override
    public boolean isReachable() {
      return true;
    }
  }
}
