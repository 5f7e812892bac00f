package io.asyncable.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Lets two connections want the same record at the same time, with a winner that is known. */
@TestComponent
public class Races implements AutoCloseable {

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private static final String BREAK = WAITING.replace("count(*)", "pg_terminate_backend(pid)");

  private final TransactionOperations transactions;
  private final JdbcClient jdbc;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Races(TransactionOperations transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /**
   * Holds the winner in its transaction until the loser waits for it or was turned away, and lets
   * the loser try again after the commit; returns what it did both times.
   */
  public <T> T race(Supplier<?> winner, Supplier<T> loser) throws Exception {
    T first =
        whileHeld(
            winner,
            release -> {
              Future<T> second = threads.submit(loser::get);
              await().until(() -> second.isDone() || isSomebodyWaiting());
              release.run();
              return second.get(10, TimeUnit.SECONDS);
            });
    assertThat(loser.get()).isEqualTo(first);
    return first;
  }

  /** Breaks the connections that wait for a lock; returns how many. */
  public int breakWhoWaits() {
    return jdbc.sql(BREAK).query(Boolean.class).list().size();
  }

  public boolean isSomebodyWaiting() {
    return jdbc.sql(WAITING).query(Integer.class).single() > 0;
  }

  /** Does something while the winner has not committed. */
  public <T> T whileHeld(Supplier<?> winner, Supplier<T> meanwhile) throws Exception {
    return whileHeld(
        winner,
        release -> {
          T result = meanwhile.get();
          release.run();
          return result;
        });
  }

  private interface Meanwhile<T> {
    T run(Runnable release) throws Exception;
  }

  private <T> T whileHeld(Supplier<?> winner, Meanwhile<T> meanwhile) throws Exception {
    CountDownLatch won = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Future<?> first =
        threads.submit(
            () ->
                transactions.execute(
                    status -> {
                      Object result = winner.get();
                      won.countDown();
                      hold(released);
                      return result;
                    }));
    assertThat(won.await(10, TimeUnit.SECONDS)).isTrue();
    return meanwhile.run(
        () -> {
          released.countDown();
          finish(first);
        });
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void finish(Future<?> winner) {
    try {
      assertThat(winner.get(10, TimeUnit.SECONDS)).isNotEqualTo(false);
    } catch (Exception failure) {
      throw new AssertionError("The winner failed", failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
