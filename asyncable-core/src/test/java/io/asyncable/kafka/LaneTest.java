package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.queue.QueueSettings.Size;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Order;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;

/** What was attempted before does not stand in line behind a backlog, nor what was lost. */
@EngineTest
// What other classes published on the same lane would have a say in when its records are due.
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class LaneTest {

  private static final int THREADS = Size.DEFAULT.concurrency();
  private static final int BACKLOG = 4 * THREADS;

  @Autowired Asyncables asyncables;
  @Autowired KafkaSettings settings;
  @Autowired Letters letters;
  @Autowired Script script;
  @Autowired TransactionOperations transactions;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaAdmin kafka;

  /** What is left of a backlog would keep the threads from the next test. */
  @AfterEach
  void finish() {
    await()
        .until(
            () ->
                jdbc.sql("select count(*) from \"order\" where shipped_at is null")
                    .query(Integer.class)
                    .single()
                    .equals(0));
  }

  @Test
  void aLaterAttemptIsClaimedThoughABacklogKeepsEveryThreadBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(THREADS);
    CountDownLatch finish = new CountDownLatch(1);
    submitBacklog(
        (record, attempt) -> {
          busy.countDown();
          finish.await();
        });
    try {
      assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
      Letter letter = failedSome("3 seconds");
      await().until(() -> letters.findById(letter.id).orElseThrow().async.getAttempts() == 2);
    } finally {
      finish.countDown();
    }
  }

  @Test
  void whatWasLostBeginsBeforeABacklogOfRepeats() throws Exception {
    List<String> begun = new CopyOnWriteArrayList<>();
    Semaphore ends = new Semaphore(0);
    submitRepeats(
        (record, attempt) -> {
          begun.add(attempt.label());
          ends.acquire();
        });
    try {
      await().until(() -> begun.size() == THREADS);
      Letter lost = letters.save(new Letter("Main St"));
      String label = "Letter:" + lost.id;
      script.lines.put(label, (record, attempt) -> begun.add(label));
      loseFirstAttempt(lost);
      await().until(() -> letters.findById(lost.id).orElseThrow().async.getAttempts() == 2);

      ends.release();
      await().until(() -> begun.size() > THREADS);
      assertThat(begun.get(THREADS)).isEqualTo(label);
    } finally {
      ends.release(BACKLOG);
    }
  }

  @Test
  void allMembersOfAShareGroupReadTheOnePartitionOfATopic() {
    String first = settings.topicPrefix() + "default";
    assertThat(kafka.describeTopics(first, first + ".again", first + ".lost").values())
        .extracting(topic -> topic.name() + " " + topic.partitions().size())
        .containsExactlyInAnyOrder(first + " 1", first + ".again 1", first + ".lost 1");
  }

  private void submitBacklog(Script.Line line) {
    submitBacklog(line, () -> {});
  }

  /** Of records whose first attempt failed and whose next one is due. */
  private void submitRepeats(Script.Line line) {
    submitBacklog(
        line,
        () ->
            jdbc.sql(
                    """
                    update "order" set tried_at = now(), tries = 1, "what went wrong" = 'Busy',
                      sent_at = null, "look at" = now()
                    where tries = 0
                    """)
                .update());
  }

  private void submitBacklog(Script.Line line, Runnable beforeCommit) {
    List<Order> backlog = Stream.generate(Order::new).limit(BACKLOG).toList();
    transactions.executeWithoutResult(
        status -> {
          asyncables.submitAll(backlog);
          backlog.forEach(order -> script.lines.put("Order:" + order.id, line));
          beforeCommit.run();
        });
  }

  /** A record whose first attempt failed and whose next one is due after that time. */
  private Letter failedSome(String time) {
    Letter letter = letters.save(new Letter("Main St"));
    jdbc.sql(
            """
            update letter set submitted_at = now(), last_submitted_at = now(), attempted_at = now(),
              attempts = 1, error = 'Busy', due_at = now() + cast(? as interval)
            where id = ?
            """)
        .params(time, letter.id)
        .update();
    return letter;
  }

  /** As one whose worker is not known any more. */
  private void loseFirstAttempt(Letter letter) {
    jdbc.sql(
            """
            update letter set submitted_at = now(), last_submitted_at = now(), attempted_at = now(),
              attempts = 1, claimed_by = 0, due_at = now()
            where id = ?
            """)
        .param(letter.id)
        .update();
  }
}
