package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.AsyncableProperties;
import io.asyncable.Asyncables;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Order;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;

/** What was attempted before does not stand in line behind a backlog. */
@EngineTest
// What other classes published on the same lane would have a say in when its records are due.
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class LaneTest {

  private static final int THREADS = AsyncableProperties.Queue.DEFAULT.concurrency();

  @Autowired Asyncables asyncables;
  @Autowired AsyncableProperties settings;
  @Autowired Letters letters;
  @Autowired Script script;
  @Autowired TransactionOperations transactions;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaAdmin kafka;

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
  void allMembersOfAShareGroupReadTheOnePartitionOfATopic() {
    String first = settings.kafka().topicPrefix() + "default";
    assertThat(kafka.describeTopics(first, first + ".again").values())
        .extracting(topic -> topic.name() + " " + topic.partitions().size())
        .containsExactlyInAnyOrder(first + " 1", first + ".again 1");
  }

  private void submitBacklog(Script.Line line) {
    List<Order> backlog = Stream.generate(Order::new).limit(4L * THREADS).toList();
    transactions.executeWithoutResult(
        status -> {
          asyncables.submitAll(backlog);
          backlog.forEach(order -> script.lines.put("Order:" + order.id, line));
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
}
