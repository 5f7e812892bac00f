package io.asyncable.job.batch;

import static io.asyncable.job.batch.Otherwise.CANCEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.Attempt;
import io.asyncable.PermanentFailure;
import io.asyncable.UnknownRecord;
import io.asyncable.job.Enqueued;
import io.asyncable.job.Jobs;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Booked;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Errands.RunErrand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Graphs and batches with a real broker, while workers die and others act on their jobs. */
@EngineTest
class GraphTest {

  private static final int LAYERS = 20;
  private static final int WIDTH = 50;

  private static final String LIVE =
      "due_at is not null and last_submitted_at < timestamptz '290000-01-01'";

  @Autowired Jobs jobs;
  @Autowired Batches batches;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  private final Random random = new Random(17);

  /** What each job waits for, as the test has declared it. */
  private final Map<UUID, Map<UUID, Otherwise>> graph = new ConcurrentHashMap<>();

  private final Map<String, UUID> byLabel = new ConcurrentHashMap<>();
  private final Queue<String> tooEarly = new ConcurrentLinkedQueue<>();

  @AfterEach
  void clear() {
    errands.lines.clear();
    await().atMost(Duration.ofSeconds(60)).until(() -> count(LIVE + " and error is null") == 0);
    errands.clear();
  }

  @Test
  void noJobOfAGraphWaitsWithoutALivingCauseWhateverHappens() {
    List<Enqueued> all = new ArrayList<>();
    List<Enqueued> before = List.of();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<Enqueued> above = before;
      int number = layer;
      before = transaction.execute(status -> layer(number, above));
      all.addAll(before);
      happen(all, layer % 8 == 4);
    }
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              happen(all, false);
              assertThat(count(LIVE)).isZero();
            });
    // Whatever lives and does not wait would be unexplained as well.
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(unexplained()).isEmpty());

    assertThat(tooEarly).isEmpty();
    // The test would show nothing if all had been canceled.
    assertThat(count("processed_at is not null")).isGreaterThan(100);
  }

  private List<Enqueued> layer(int number, List<Enqueued> above) {
    List<Enqueued> layer = new ArrayList<>();
    for (int place = 0; place < WIDTH; place++) {
      String label = "g" + number + "-" + place;
      Map<UUID, Otherwise> awaited = new LinkedHashMap<>();
      Jobs with = jobs;
      for (int edge = 0; !above.isEmpty() && edge < 1 + random.nextInt(3); edge++) {
        Enqueued one = above.get(random.nextInt(above.size()));
        // Most go on, or little would be left below.
        Otherwise otherwise =
            random.nextInt(4) > 0
                ? Otherwise.GO_ON
                : random.nextBoolean() ? Otherwise.CANCEL : Otherwise.WAIT;
        with = with.after(one, otherwise);
        awaited.put(one.id(), otherwise);
      }
      boolean fails = random.nextInt(100) < 3;
      errands.lines.put(label, attempt -> run(label, fails, attempt));
      Enqueued job = with.enqueue(new RunErrand(label, List.of(), null));
      graph.put(job.id(), awaited);
      byLabel.put(label, job.id());
      layer.add(job);
    }
    return layer;
  }

  /** No job begins before what it waits for has ended. */
  private void run(String label, boolean fails, Attempt attempt) {
    UUID id = byLabel.get(label);
    Map<UUID, Otherwise> awaited = id == null ? Map.of() : graph.get(id);
    if (!awaited.isEmpty()
        && jdbc.sql("select count(*) from asyncable_job where id in (:ids) and due_at is not null")
                .param("ids", awaited.keySet())
                .query(Integer.class)
                .single()
            > 0) {
      tooEarly.add(label + " attempt " + attempt.number());
    }
    if (fails) {
      throw new PermanentFailure("no");
    }
  }

  /** What people, retention, windows, crashes and dying workers do. */
  private void happen(List<Enqueued> all, boolean killing) {
    for (int times = 0; times < 3; times++) {
      Enqueued one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(4)) {
        case 0 -> {
          try {
            asyncables.cancel(one.type(), one.id().toString(), "ann", "not wanted");
          } catch (UnknownRecord deleted) {
            // It is not there any more.
          }
        }
        case 1 -> update("delete from asyncable_job where due_at is null and id = ?", one);
        // As an instance leaves it that dies right after the commit.
        case 2 ->
            update(
                "update asyncable_job set processed_at = now(), due_at = null, error = null, cause = null where "
                    + LIVE
                    + " and id = ?",
                one);
        default ->
            update(
                "update asyncable_job set last_submitted_at = now() - interval '9 days', due_at = now() where attempts = 0 and "
                    + LIVE
                    + " and id = ?",
                one);
      }
    }
    if (killing) {
      jdbc.sql("update asyncable_worker set dead_at = clock_timestamp() where dead_at is null")
          .update();
    }
  }

  private void update(String statement, Enqueued job) {
    jdbc.sql(statement).param(job.id()).update();
  }

  /** The jobs that wait although nothing lives that would end it, and no person is to help. */
  private List<UUID> unexplained() {
    record Row(UUID id, boolean live, boolean processed) {}
    Map<UUID, Row> rows = new HashMap<>();
    jdbc.sql(
            "select id, due_at is not null as live, processed_at is not null as processed from asyncable_job")
        .query(
            (row, index) ->
                new Row(row.getObject("id", UUID.class), row.getBoolean(2), row.getBoolean(3)))
        .list()
        .forEach(row -> rows.put(row.id, row));
    return rows.values().stream()
        .filter(Row::live)
        .map(Row::id)
        .filter(
            id -> {
              Map<UUID, Otherwise> awaited = graph.get(id);
              boolean inVain =
                  awaited.entrySet().stream()
                      .anyMatch(
                          edge -> {
                            Row one = rows.get(edge.getKey());
                            return edge.getValue() == CANCEL
                                && one != null
                                && !one.live
                                && !one.processed;
                          });
              boolean held =
                  awaited.entrySet().stream()
                      .anyMatch(
                          edge -> {
                            Row one = rows.get(edge.getKey());
                            return one != null
                                && (one.live
                                    || !one.processed && edge.getValue() == Otherwise.WAIT);
                          });
              return inVain || !held;
            })
        .toList();
  }

  @Test
  void aBatchOfTenThousandCallsBackOnce() {
    Batch batch = jobs.batch("ten thousand").onConcluded(new Retried("called back")).open();
    // As many at once as the context publishes after a commit.
    for (int portion = 0; portion < 100; portion++) {
      String label = "m" + portion + "-";
      jobs.into(batch)
          .enqueueAll(
              IntStream.range(0, 100).mapToObj(i -> new RunErrand(label + i, List.of(), null)));
    }
    jobs.close(batch);
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> errands.done.contains(new Retried("called back")));

    BatchView view = batches.find(batch.id()).orElseThrow();
    assertThat(view.isConcluded()).isTrue();
    assertThat(view.processed()).isEqualTo(10_000);
    await().until(() -> count("due_at is not null") == 0);
    assertThat(count("type = 'errand.retried'")).isEqualTo(1);
    assertThat(errands.done).filteredOn(new Retried("called back")::equals).hasSize(1);
  }

  /** Its end is committed by the transaction of its handler. */
  @Test
  void aJobBeginsAfterTheTransactionOfAHandler() {
    Enqueued first = jobs.enqueue(new Booked("first"));
    jobs.after(first, CANCEL).enqueue(new Retried("second"));
    await().until(() -> errands.done.contains(new Retried("second")));
  }

  private long count(String condition) {
    return jdbc.sql("select count(*) from asyncable_job where " + condition)
        .query(Long.class)
        .single();
  }
}
