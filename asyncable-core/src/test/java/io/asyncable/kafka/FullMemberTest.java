package io.asyncable.kafka;

import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two members of a consumer group, of which one has no room. */
class FullMemberTest {

  private final String database = PostgresServer.shared().createDatabase();

  @Test
  void aMemberWithoutRoomLetsAnotherJoin() {
    CountDownLatch finish = new CountDownLatch(1);
    try (ConfigurableApplicationContext full = run()) {
      Asyncables asyncables = full.getBean(Asyncables.class);
      Script script = full.getBean(Script.class);
      for (int i = 0; i < 50; i++) {
        Letter letter = full.getBean(Letters.class).save(new Letter("No. " + i));
        script.lines.put("Letter:" + letter.id, (record, attempt) -> finish.await());
        asyncables.submit(full.getBean(Letters.class).findById(letter.id).orElseThrow());
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> !script.attempts.isEmpty());

      try (ConfigurableApplicationContext other = run()) {
        Script others = other.getBean(Script.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> others.attempts.size() >= 5);
      } finally {
        finish.countDown();
      }
    }
  }

  private ConfigurableApplicationContext run() {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + database,
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--asyncable.kafka.group-type=consumer",
            "--asyncable.kafka.topic-prefix=full-",
            "--asyncable.queues.default.concurrency=1",
            "--asyncable.worker.shutdown-timeout=100ms");
  }
}
