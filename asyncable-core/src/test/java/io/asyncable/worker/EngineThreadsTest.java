package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What becomes of a thread that an Error has ended. */
class EngineThreadsTest {

  private static final long EPOCH = 7;

  private final AtomicInteger threads = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore faults = new Semaphore(0);
  private final Semaphore end = new Semaphore(0);
  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private final Duties duties = new Duties(Set.of(), Clock.systemUTC());
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

  @Test
  void workThatThrowsBeginsAnewOnTheSameThread() throws Exception {
    faults.release();
    engineThreads(Thread::new).startBeside("test", this::work);
    begun.acquire(2);
    assertThat(threads).hasValue(0);
  }

  @Test
  void aThreadThatHasEndedBeginsAnewWithTheNextHeartbeat() throws Exception {
    EngineThreads engine = engineThreads(this::firstDies);
    engine.startBeside("test", this::work);
    await().until(() -> engine.dead().contains("test"));

    engine.beaten(EPOCH, jdbc);
    begun.acquire();
    assertThat(engine.dead()).isEmpty();
    assertThat(threads).hasValue(2);
  }

  @Test
  void theWorkersEpochEndsWhereNoThreadCanBeHad() {
    EngineThreads engine = engineThreads(this::onlyOne);
    engine.startBeside("test", this::work);
    await().until(() -> engine.dead().contains("test"));

    engine.beaten(EPOCH, jdbc);
    assertThat(givenUp).singleElement().asString().contains("test");
    assertThat(engine.dead()).containsExactly("test");
  }

  private EngineThreads engineThreads(ThreadFactory factory) {
    return new EngineThreads(givenUp::add, Duration.ZERO, factory, duties);
  }

  private void work() {
    begun.release();
    if (faults.tryAcquire()) {
      throw new OutOfMemoryError("for a moment");
    }
    end.acquireUninterruptibly();
  }

  private Thread firstDies(Runnable work) {
    return new Thread(threads.incrementAndGet() == 1 ? () -> {} : work);
  }

  private Thread onlyOne(Runnable work) {
    if (threads.incrementAndGet() > 1) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return new Thread(() -> {});
  }
}
