package io.asyncable.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.PostgresServer;
import java.time.Duration;
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
  private final JdbcClient jdbc =
      JdbcClient.create(
          new DriverManagerDataSource(
              PostgresServer.shared().createDatabase(), PostgresServer.USER, ""));

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
    jdbc.sql("create table asyncable_worker (epoch bigint, dead_at timestamptz)").update();
    jdbc.sql("insert into asyncable_worker values (?), (8)").param(EPOCH).update();
    EngineThreads engine = engineThreads(this::onlyOne);
    engine.startBeside("test", this::work);
    await().until(() -> engine.dead().contains("test"));

    engine.beaten(EPOCH, jdbc);
    assertThat(
            jdbc.sql("select epoch from asyncable_worker where dead_at is not null")
                .query(Long.class)
                .list())
        .containsExactly(EPOCH);
    assertThat(engine.dead()).containsExactly("test");
  }

  private static EngineThreads engineThreads(ThreadFactory factory) {
    return new EngineThreads(Duration.ZERO, factory);
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
