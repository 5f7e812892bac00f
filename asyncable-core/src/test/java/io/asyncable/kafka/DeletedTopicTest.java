package io.asyncable.kafka;

import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Somebody deletes a topic of an engine that is at work and has no reason to look at it. */
class DeletedTopicTest {

  private static final Map<String, Object> SERVERS =
      Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers());

  @ParameterizedTest
  @ValueSource(strings = {"share", "consumer"})
  void isMadeAnewAndConsumed(String groupType) throws Exception {
    String topic = "deleted-" + groupType + "-default";
    try (ConfigurableApplicationContext application = start(groupType);
        Admin admin = Admin.create(SERVERS)) {
      // Without a sweeper nobody publishes again what a topic that is not known yet refuses.
      await().ignoreExceptions().until(() -> idOf(topic, admin) != null);
      awaitProcessed(application, submitted(application));

      Uuid deleted = idOf(topic, admin);
      admin.deleteTopics(List.of(topic)).all().get();
      await().ignoreExceptions().until(() -> !idOf(topic, admin).equals(deleted));
      awaitProcessed(application, submitted(application));
    }
  }

  private static Uuid idOf(String topic, Admin admin) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
  }

  /** Without sweeper and pages nobody asks what is unread. */
  private static ConfigurableApplicationContext start(String groupType) {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + PostgresServer.shared().createDatabase(),
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--asyncable.roles=worker",
            "--asyncable.kafka.group-type=" + groupType,
            "--asyncable.kafka.topic-prefix=deleted-" + groupType + "-",
            "--asyncable.worker.shutdown-timeout=100ms");
  }

  private static Letter submitted(ConfigurableApplicationContext application) {
    Letter letter = new Letter("Main St");
    application.getBean(Asyncables.class).submit(letter);
    return letter;
  }

  private static void awaitProcessed(ConfigurableApplicationContext application, Letter letter) {
    Letters letters = application.getBean(Letters.class);
    await()
        .until(
            () ->
                letters.findById(letter.id).orElseThrow().async.state(Instant.now())
                    == State.PROCESSED);
  }
}
