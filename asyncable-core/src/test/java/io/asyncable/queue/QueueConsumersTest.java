package io.asyncable.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.database.EngineDatabase;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a worker says of itself with its heartbeat. */
@EngineTest
class QueueConsumersTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Script script;
  @Autowired Heartbeat worker;
  @Autowired QueueConsumers consumers;
  @Autowired EngineDatabase database;
  @Autowired ObjectProvider<QueueLoads> loads;
  @Autowired Throughput throughput;
  @Autowired JdbcClient jdbc;

  @Test
  void tellsWhatItHoldsAndWhatItRuns() {
    CountDownLatch finish = new CountDownLatch(1);
    Letter letter = submitted((record, attempt) -> finish.await());

    await().untilAsserted(() -> assertThat(own().running()).containsExactly("Letter:" + letter.id));
    assertThat(own().worker()).isEqualTo(worker.epoch());
    assertThat(own().name()).isEqualTo(worker.name());
    assertThat(own().concurrency()).isEqualTo(16);
    assertThat(own().held()).isEqualTo(1);

    finish.countDown();
    await().untilAsserted(() -> assertThat(own().held()).isZero());
    assertThat(own().running()).isEmpty();
  }

  @Test
  void tellsHowManyOfTheLastMinuteWentWellAndBadly() {
    submitted((record, attempt) -> {});
    submitted(
        (record, attempt) -> {
          throw new IllegalArgumentException("for good");
        });

    await()
        .untilAsserted(
            () -> {
              assertThat(own().processed()).isPositive();
              assertThat(own().failed()).isPositive();
            });
  }

  /** Somebody may have emptied the table: an idle worker would be missing until its next record. */
  @Test
  void comesBackAfterItsRowsWereDeleted() {
    TestClock clock = new TestClock();
    QueueConsumers idle =
        new QueueConsumers(database, loads, throughput, EngineClock.goingBy(clock));
    idle.beaten(worker.epoch(), jdbc);
    jdbc.sql("truncate asyncable_queue_consumer").update();

    clock.advance(Duration.ofSeconds(31));
    idle.beaten(worker.epoch(), jdbc);
    assertThat(own().worker()).isEqualTo(worker.epoch());
  }

  private QueueConsumer own() {
    return consumers.all().stream()
        .filter(consumer -> consumer.queue().equals("default"))
        .findFirst()
        .orElseThrow();
  }

  private Letter submitted(Script.Line line) {
    Letter letter = letters.save(new Letter("Main St"));
    script.lines.put("Letter:" + letter.id, line);
    asyncables.submit(letters.findById(letter.id).orElseThrow());
    return letter;
  }
}
