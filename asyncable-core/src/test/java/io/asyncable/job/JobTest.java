package io.asyncable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Booked;
import io.asyncable.test.engine.Errands.RunErrand;
import io.asyncable.test.engine.Errands.UntilExecuted;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs with a real broker: stored with the caller's transaction, and run by workers. */
@EngineTest
class JobTest {

  @Autowired Jobs jobs;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired EngineClock clock;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    errands.lines.clear();
    await()
        .until(
            () -> count("due_at is not null and error is null and last_submitted_at < now()") == 0);
    errands.clear();
  }

  @Test
  void itsHandlerGetsTheRequestThatWasEnqueued() {
    RunErrand request =
        new RunErrand("a\u0000 ü", List.of(1, 2), Instant.parse("2026-01-01T00:00:00Z"));
    Enqueued enqueued = jobs.enqueue(request);

    assertThat(enqueued.type()).isEqualTo("errand.run");
    assertThat(enqueued.created()).isTrue();
    assertThat(enqueued.id().version()).isEqualTo(7);
    await().until(() -> stateOf(enqueued) == State.PROCESSED);
    assertThat(errands.done).containsExactly(request);
  }

  @Test
  void aTransactionalHandlerBooksOnce() {
    long before = booked();
    errands.lines.put(
        "b",
        attempt -> {
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
        });
    Enqueued enqueued = jobs.enqueue(new Booked("b"));
    await().until(() -> stateOf(enqueued) == State.RETRYING);
    jdbc.sql("update asyncable_job set due_at = ? where id = ?")
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .param(enqueued.id())
        .update();

    await().until(() -> stateOf(enqueued) == State.PROCESSED);
    assertThat(booked() - before).isEqualTo(1);
  }

  @Test
  void itIsStoredWithTheCallersTransactionOrNotAtAll() {
    transaction.executeWithoutResult(
        status -> {
          jobs.enqueue(errand("rolled back"));
          jobs.enqueueAll(IntStream.range(0, 10).mapToObj(i -> errand("rolled back")));
          assertThat(count("true")).isEqualTo(11);
          status.setRollbackOnly();
        });
    assertThat(count("true")).isZero();

    assertThatThrownBy(
            () ->
                jobs.enqueueAll(
                    IntStream.range(0, 2_500).mapToObj(i -> errand(i == 2_400 ? " " : "half"))))
        .isInstanceOf(JobRefused.class);
    assertThat(count("true")).isZero();
  }

  /** Of these the context publishes a hundred; the sweeper does the others. */
  @Test
  void manyAreStoredInOneTransactionAndAllAreRun() {
    List<String> before = new ArrayList<>();
    long stored =
        transaction.execute(
            status -> {
              long rows =
                  jobs.enqueueAll(
                      IntStream.range(0, 2_300)
                          .mapToObj(i -> i % 2 == 0 ? errand("many") : new Booked("many")));
              before.addAll(
                  jdbc.sql("select id::text from asyncable_job where published_at is not null")
                      .query(String.class)
                      .list());
              return rows;
            });

    assertThat(stored).isEqualTo(2_300);
    assertThat(before).hasSize(100);
    await().atMost(Duration.ofSeconds(60)).until(() -> count("processed_at is not null") == 2_300);
    assertThat(errands.done).hasSize(2_300);
  }

  @Test
  void whatTheCallSaysIsKept() {
    Enqueued enqueued =
        jobs.in(Duration.ofHours(1))
            .priority(Jobs.HIGH)
            .tenant("acme")
            .subject("file 7")
            .enqueue(errand("later"));

    assertThat(stateOf(enqueued)).isEqualTo(State.SCHEDULED);
    assertThat(
            count("priority = 100 and tenant = 'acme' and subject = 'file 7' and due_at > now()"))
        .isEqualTo(1);
  }

  @Test
  void aHandlerSeesThatItsJobWasCanceled() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    errands.lines.put(
        "canceled",
        attempt -> {
          running.countDown();
          await().until(attempt::isCanceled);
          seen.countDown();
        });
    Enqueued job = jobs.enqueue(errand("canceled"));
    running.await();
    asyncables.cancel(job.type(), job.id().toString(), "ann", "not wanted");

    assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stateOf(job)).isEqualTo(State.CANCELED);
  }

  @Test
  void ofManyThreadsOneStoresAJobForEachKey() throws Exception {
    int keys = 1_000;
    int threads = 32;
    CountDownLatch ready = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Enqueued>>> calls =
          IntStream.range(0, threads)
              .mapToObj(thread -> pool.submit(each(keys, thread, ready)))
              .toList();
      int created = 0;
      List<UUID> seen = new ArrayList<>();
      for (Future<List<Enqueued>> call : calls) {
        for (Enqueued one : call.get(120, TimeUnit.SECONDS)) {
          created += one.created() ? 1 : 0;
          seen.add(one.id());
        }
      }
      assertThat(created).isEqualTo(keys);
      assertThat(seen).hasSize(keys * threads);
      assertThat(seen.stream().distinct()).hasSize(keys);
      assertThat(count("true")).isEqualTo(keys);
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<List<Enqueued>> each(int keys, int thread, CountDownLatch ready) {
    return () -> {
      ready.countDown();
      ready.await();
      return IntStream.range(0, keys)
          .map(i -> (i + thread * 7) % keys)
          .mapToObj(i -> jobs.in(Duration.ofHours(1)).unique("key " + i).enqueue(errand("unique")))
          .toList();
    };
  }

  /** Whoever waits for a key waits for its transaction, and its retry for nobody. */
  @Test
  void aRetryAndANewInsertNeverBlockEachOther() throws Exception {
    errands.lines.put(
        "blocked",
        attempt -> {
          throw new IllegalStateException("busy");
        });
    Enqueued first = jobs.enqueue(new UntilExecuted("blocked"));
    await().until(() -> stateOf(first) == State.RETRYING);

    transaction.executeWithoutResult(
        held -> {
          // Holds whatever a call locks, while the retry runs.
          assertThat(jobs.enqueue(new UntilExecuted("blocked")))
              .isEqualTo(new Enqueued("errand.until-executed", first.id(), false));
          int runs = errands.done.size();
          retryNow(first);
          await().until(() -> errands.done.size() > runs && stateOf(first) == State.RETRYING);
        });

    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    errands.lines.put(
        "blocked",
        attempt -> {
          running.countDown();
          end.await();
        });
    retryNow(first);
    running.await();
    // While the handler of the retry holds its attempt.
    assertThat(jobs.enqueue(new UntilExecuted("blocked")).created()).isFalse();
    end.countDown();
    await().until(() -> stateOf(first) == State.PROCESSED);
    errands.lines.clear();
    assertThat(jobs.enqueue(new UntilExecuted("blocked")).created()).isTrue();
  }

  private void retryNow(Enqueued job) {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other.submit(() -> asyncables.retryNow(job.type(), job.id().toString(), "ann", "now")).get();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    } finally {
      other.shutdown();
    }
  }

  private static RunErrand errand(String label) {
    return new RunErrand(label, List.of(), null);
  }

  private State stateOf(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .map(RecordRow::state)
        .orElseThrow();
  }

  private long booked() {
    return jdbc.sql("select count(*) from payment where amount = 4711").query(Long.class).single();
  }

  private long count(String condition) {
    return jdbc.sql("select count(*) from asyncable_job where " + condition)
        .query(Long.class)
        .single();
  }
}
