package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/** A process type that configuration moves to another queue takes all its records with it. */
class MovedTypeTest {

  private final String database = PostgresServer.shared().createDatabase();

  @Test
  void whatWasPublishedOnTheOldQueueIsProcessedOnTheNewOne() {
    List<Letter> letters;
    try (ConfigurableApplicationContext before = run("--asyncable.roles=web")) {
      letters =
          Stream.generate(() -> before.getBean(Letters.class).save(new Letter("Main St")))
              .limit(20)
              .toList();
      before.getBean(Asyncables.class).submitAll(letters.subList(0, 19));
      before.getBean(Asyncables.class).submit(letters.get(19), Duration.ofSeconds(5));
      awaitPublished(before, 19);
      failOnce(before, letters.get(18));
    }

    try (ConfigurableApplicationContext after =
        run(
            "--asyncable.queues.mail.concurrency=4",
            "--asyncable.types.Letter.queue=mail",
            "--asyncable.types.Letter.retry-interval=200ms")) {
      await()
          .untilAsserted(
              () ->
                  assertThat(letters)
                      .extracting(letter -> stateOf(after, letter))
                      .containsOnly(State.PROCESSED));
      Script script = after.getBean(Script.class);
      assertThat(letters)
          .extracting(letter -> script.attemptsOf("Letter:" + letter.id))
          .containsOnly(1L);
    }
  }

  /** And a person has it retried: the message of its next attempt is on the old lane of repeats. */
  private static void failOnce(ConfigurableApplicationContext application, Letter letter) {
    application
        .getBean(JdbcClient.class)
        .sql(
            """
            update letter set attempts = 1, attempted_at = last_submitted_at, error = 'Busy',
              published_at = null where id = ?
            """)
        .param(letter.id)
        .update();
    application.getBean(Asyncables.class).retryNow("Letter", "" + letter.id, "olga", "go on");
    awaitPublished(application, 20);
  }

  private static void awaitPublished(ConfigurableApplicationContext application, int messages) {
    try (Broker broker =
        new Broker(
            application.getBean(KafkaAdmin.class),
            application.getBean(KafkaSettings.class),
            application.getBean(JdbcClient.class))) {
      broker.awaitPublished(messages);
    }
  }

  private static State stateOf(ConfigurableApplicationContext application, Letter letter) {
    return application
        .getBean(Letters.class)
        .findById(letter.id)
        .orElseThrow()
        .async
        .state(Instant.now());
  }

  private ConfigurableApplicationContext run(String... more) {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.datasource.url=" + database,
            "spring.datasource.username=" + PostgresServer.USER,
            "spring.datasource.password=",
            "spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
            "spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "logging.level.org.apache.kafka=WARN",
            "asyncable.kafka.topic-prefix=moved-",
            "asyncable.kafka.delivery-timeout=1s",
            "asyncable.sweep.grace=2s")
        .run(more);
  }
}
