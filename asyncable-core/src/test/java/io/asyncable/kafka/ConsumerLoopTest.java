package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.kafka.ConsumerLoop.Places;
import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.queue.Lane;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerLoopTest {

  private final Troubles troubles = new Troubles(new EngineClock(Clock.systemUTC()));
  private volatile RuntimeException failure = new GroupAuthorizationException("jobs");
  private volatile boolean paused;
  private final ConsumerLoop loop =
      new ConsumerLoop(
          new Mail(),
          new Places(Runnable::run, new Semaphore(1), 1),
          null,
          troubles,
          FaultPoint.NONE);
  private final Thread thread = new Thread(loop);

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
    thread.join();
  }

  @Test
  void tellsThatItFailsUntilItGetsOn() {
    thread.start();
    await()
        .untilAsserted(
            () ->
                assertThat(troubles.all(1))
                    .singleElement()
                    .satisfies(
                        trouble -> {
                          assertThat(trouble.work()).isEqualTo(Work.CONSUME);
                          assertThat(trouble.type()).isEqualTo("mail.again");
                          assertThat(trouble.reason()).contains("GroupAuthorizationException");
                        }));
    failure = null;
    await().untilAsserted(() -> assertThat(troubles.all(1)).isEmpty());
  }

  @Test
  void tellsNothingWhileItsQueueIsPaused() {
    thread.start();
    await().until(() -> !troubles.all(1).isEmpty());
    paused = true;
    await().untilAsserted(() -> assertThat(troubles.all(1)).isEmpty());
  }

  private final class Mail implements ConsumerLoop.Source {
    @Override
    public String queue() {
      return "mail";
    }

    @Override
    public Lane lane() {
      return Lane.AGAIN;
    }

    @Override
    public Delivery open() {
      return new Failing();
    }

    @Override
    public boolean isPaused() {
      return paused;
    }

    @Override
    public boolean isAway() {
      return false;
    }
  }

  private final class Failing implements Delivery {
    @Override
    public List<Reference> poll(Duration longest) {
      if (failure != null) {
        throw failure;
      }
      return List.of();
    }

    @Override
    public void acknowledge() {}

    @Override
    public void flush() {}

    @Override
    public void stay() {}

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}
