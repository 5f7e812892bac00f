package io.asyncable.job.batch;

import static io.asyncable.job.batch.Otherwise.CANCEL;
import static io.asyncable.job.batch.Otherwise.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.database.SqlTime;
import io.asyncable.job.Enqueued;
import io.asyncable.job.JobRefused;
import io.asyncable.job.Jobs;
import io.asyncable.move.Acts;
import io.asyncable.move.Submissions;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Races;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who lets a job begin when several transactions end its wait together. Nothing sweeps here, unless
 * the test does.
 */
@StillEngineTest
class ReleaseRaceTest {

  @Autowired Jobs jobs;
  @Autowired Asyncables asyncables;
  @Autowired Acts acts;
  @Autowired Releases releases;
  @Autowired WaitingJobs waiting;
  @Autowired Batches batches;
  @Autowired Errands errands;
  @Autowired Races races;
  @Autowired ProcessTypes types;
  @Autowired EngineClock clock;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;

  @AfterEach
  void clear() {
    errands.clear();
  }

  /** Neither sees the other, and the one that commits last is looked at last. */
  @Test
  void ofTwoLastJobsThatEndTogetherTheLaterOneLetsItBegin() throws Exception {
    Enqueued one = enqueue("one");
    Enqueued other = enqueue("other");
    Enqueued both = jobs.after(one, WAIT).after(other, WAIT).enqueue(new Retried("both"));

    State meanwhile =
        races.whileHeld(
            () -> end(one),
            () -> {
              end(other);
              // What other instances would see as well.
              waiting.release(ids(one, other, both));
              return stateOf(both);
            });
    assertThat(meanwhile).isEqualTo(State.SCHEDULED);
    await().until(() -> stateOf(both) == State.QUEUED);
    assertThat(published(both)).isTrue();
  }

  @Test
  void aJobThatIsStoredWhileTheOtherEndsBegins() throws Exception {
    Enqueued first = enqueue("first");
    AtomicReference<Enqueued> second = new AtomicReference<>();
    races.whileHeld(
        () -> {
          second.set(jobs.after(first, WAIT).enqueue(new Retried("second")));
          return true;
        },
        () -> {
          end(first);
          waiting.release(ids(first));
          return true;
        });
    await().until(() -> stateOf(second.get()) == State.QUEUED);
  }

  @Test
  void whoeverClosesABatchWaitsForWhoeverAddsToIt() throws Exception {
    Batch batch = jobs.batch("held").onConcluded(new Retried("done")).open();
    ExecutorService other = Executors.newSingleThreadExecutor();
    AtomicReference<Future<?>> closing = new AtomicReference<>();
    try {
      races.whileHeld(
          () -> jobs.into(batch).enqueue(new Retried("member")),
          () -> {
            closing.set(other.submit(() -> jobs.close(batch)));
            await().until(() -> races.isSomebodyWaiting());
            return true;
          });
      closing.get().get(10, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }
    BatchView view = batches.find(batch.id()).orElseThrow();
    assertThat(view.total()).isEqualTo(1);
    assertThat(view.isConcluded()).isFalse();
    assertThat(
            jdbc.sql("select count(*) from asyncable_job where due_at > timestamptz '290000-01-01'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whoeverAddsToABatchWaitsForWhoeverClosesItAndIsRefused() throws Exception {
    Batch batch = jobs.batch("closing").open();
    ExecutorService other = Executors.newSingleThreadExecutor();
    AtomicReference<Future<?>> adding = new AtomicReference<>();
    try {
      races.whileHeld(
          () -> {
            jobs.close(batch);
            return true;
          },
          () -> {
            adding.set(other.submit(() -> jobs.into(batch).enqueue(new Retried("late"))));
            await().until(() -> races.isSomebodyWaiting());
            return true;
          });
      assertThatThrownBy(() -> adding.get().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(JobRefused.class);
    } finally {
      other.shutdownNow();
    }
  }

  /** The row that a person holds is passed over, and the sweep comes back to it. */
  @Test
  void aJobThatSomebodyCancelsDoesNotBegin() throws Exception {
    Enqueued first = enqueue("first");
    Enqueued canceled = jobs.after(first, WAIT).enqueue(new Retried("canceled"));
    Enqueued begun = jobs.after(first, WAIT).enqueue(new Retried("begun"));
    races.whileHeld(
        () -> asyncables.cancel(canceled.type(), canceled.id().toString(), "ann", "not wanted"),
        () -> {
          end(first);
          await().until(() -> stateOf(begun) == State.QUEUED);
          return true;
        });
    waiting.release(ids(first, canceled));
    assertThat(stateOf(canceled)).isEqualTo(State.CANCELED);
  }

  /** Several instances look at the same job. */
  @Test
  void ofTwoWhoLetAJobBeginOneDoes() throws Exception {
    releases.duty().stop();
    try {
      Enqueued first = enqueue("first");
      Enqueued second = jobs.after(first, WAIT).enqueue(new Retried("second"));
      end(first);
      races.whileHeld(
          () -> {
            waiting.release(ids(first));
            return stateOf(second) == State.QUEUED;
          },
          () -> {
            waiting.release(ids(first));
            waiting.sweep(null);
            return true;
          });
      assertThat(stateOf(second)).isEqualTo(State.QUEUED);
    } finally {
      releases.duty().start();
    }
  }

  /** An instance died between the commit and the look, and told nobody. */
  @Test
  void theSweepFindsWhatNobodyHasLookedAt() {
    releases.duty().stop();
    try {
      Enqueued first = enqueue("first");
      Enqueued free = jobs.after(first, WAIT).enqueue(new Retried("free"));
      Enqueued vain = jobs.after(enqueue("other"), CANCEL).enqueue(new Retried("vain"));
      jdbc.sql("update asyncable_job set processed_at = submitted_at, due_at = null where id = ?")
          .param(first.id())
          .update();
      jdbc.sql(
              "update asyncable_job set canceled_at = submitted_at, due_at = null where payload ->> 'label' = 'other'")
          .update();
      assertThat(stateOf(free)).isEqualTo(State.SCHEDULED);

      assertThat(waiting.sweep(null).moved()).isEqualTo(2);
      assertThat(stateOf(free)).isEqualTo(State.QUEUED);
      assertThat(stateOf(vain)).isEqualTo(State.CANCELED);
      // A person may restart the other, and it then waits for the same.
      assertThat(jdbc.sql("select job_id from asyncable_job_dependency").query(UUID.class).list())
          .containsExactly(vain.id());
    } finally {
      releases.duty().start();
    }
  }

  /** More than one transaction moves. */
  @Test
  void allThatWaitForAJobBegin() {
    Enqueued first = enqueue("first");
    jobs.after(first, WAIT)
        .enqueueAll(IntStream.range(0, 2_500).mapToObj(i -> new Retried("r" + i)));
    end(first);
    await()
        .until(
            () ->
                jdbc.sql(
                            "select count(*) from asyncable_job where published_at = last_submitted_at")
                        .query(Integer.class)
                        .single()
                    >= 2_500);
    assertThat(
            jdbc.sql("select count(*) from asyncable_job_dependency").query(Integer.class).single())
        .isZero();
  }

  /** However many jobs there are, and once a session has planned it for all parameters. */
  @Test
  void theReleaseFindsItsRowsByIndexes() {
    String plan =
        transaction.execute(
            status -> {
              status.setRollbackOnly();
              fill(20_000);
              return plan();
            });
    assertThat(plan)
        .doesNotContain("Seq Scan on asyncable_job ")
        .doesNotContain("Seq Scan on asyncable_job_dependency");
  }

  private void fill(int jobsToStore) {
    jdbc.sql(
            """
            insert into asyncable_job (id, type, payload, priority, batch_id, submitted_at,
              last_submitted_at, attempts, due_at)
            select md5(cast(n as text))::uuid, 'errand.retried', '{}', 0,
              case n %% 2 when 0 then md5('b' || n %% 10)::uuid end, now(),
              case n %% 3 when 0 then :waiting else now() end, 0,
              case n %% 3 when 0 then :waiting else now() end
            from generate_series(1, :n) n
            """
                .replace("%%", "%"))
        .param("waiting", SqlTime.of(Submissions.WAITING))
        .param("n", jobsToStore)
        .update();
    jdbc.sql(
            """
            insert into asyncable_job_dependency
            select md5(cast(n as text))::uuid, md5(cast(n - k as text))::uuid, false, 'wait'
            from generate_series(3, :n, 3) n, generate_series(1, 3) k
            """)
        .param("n", jobsToStore)
        .update();
    jdbc.sql(
            "insert into asyncable_job_batch select md5('b' || n)::uuid, 'b', now() from generate_series(0, 9) n")
        .update();
    for (String table :
        List.of("asyncable_job", "asyncable_job_dependency", "asyncable_job_batch")) {
      jdbc.sql("analyze " + table).update();
    }
  }

  private String plan() {
    String sql =
        types
            .named("errand.retried")
            .table()
            .sql(WaitingJobs.JUDGE)
            .replace(":ids", "$1")
            .replace(":waiting", "$2")
            .replace(":portion", "$3");
    template.execute("set local plan_cache_mode = force_generic_plan");
    template.execute("prepare judge (text[], timestamptz, int) as " + sql);
    String ids =
        Stream.of(1, 2, 4, 5, 7).map(n -> "md5('" + n + "')").collect(Collectors.joining(", "));
    try {
      return String.join(
          "\n",
          template.queryForList(
              "explain execute judge (array[%s], '%s', 1000)"
                  .formatted(ids, "292000-01-01 00:00:00+00"),
              String.class));
    } finally {
      template.execute("deallocate judge");
    }
  }

  private Enqueued enqueue(String label) {
    return jobs.enqueue(new Retried(label));
  }

  private boolean end(Enqueued job) {
    return asyncables.markProcessed(job.type(), job.id().toString(), "ann", "done");
  }

  private static List<String> ids(Enqueued... some) {
    return Stream.of(some).map(one -> one.id().toString()).toList();
  }

  private State stateOf(Enqueued job) {
    return acts.stateOf(types.named(job.type()), job.id().toString(), clock.instant());
  }

  private boolean published(Enqueued job) {
    return jdbc.sql("select published_at is not null from asyncable_job where id = ?")
        .param(job.id())
        .query(Boolean.class)
        .single();
  }
}
