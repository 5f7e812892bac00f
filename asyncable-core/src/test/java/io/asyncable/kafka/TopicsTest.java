package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.asyncable.ConfigurationProblem;
import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.test.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** What is demanded of topics that are there, and set for those that are made. */
class TopicsTest {

  private static final String SETTING = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
  private static final String PREFIX = "topics-test-";

  @Test
  void aTopicThatReplacesTheTimesOfMessagesIsRefusedUntilItKeepsThem() {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, PREFIX + "a");
    try (Admin admin = clients().admin()) {
      Topics.get(
          admin
              .createTopics(
                  List.of(
                      new NewTopic(topic.name(), Optional.of(1), Optional.empty())
                          .configs(Map.of(SETTING, "LogAppendTime"))))
              .all());
      Topics topics = new Topics(clients(), settings(), List.of("a"));
      // The topics that it makes besides are not known everywhere at once, and are asked later
      // then.
      await().untilAsserted(() -> assertRefused(topics, admin));
      assertRefused(topics, admin);
      Topics.get(
          admin
              .incrementalAlterConfigs(
                  Map.of(
                      topic,
                      List.of(
                          new AlterConfigOp(
                              new ConfigEntry(SETTING, "CreateTime"), AlterConfigOp.OpType.SET))))
              .all());
      topics.ensure(admin);
    }
  }

  private static void assertRefused(Topics topics, Admin admin) {
    assertThatThrownBy(() -> topics.ensure(admin))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("The topics [topics-test-a] replace the timestamp")
        .hasMessageContaining("message.timestamp.type=CreateTime");
  }

  @Test
  void aTopicThatIsMadeKeepsTheTimesOfMessagesWhateverTheBrokerIsSetTo() {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, PREFIX + "b.again");
    try (Admin admin = clients().admin()) {
      new Topics(clients(), settings(), List.of("b")).ensure(admin);
      // The broker may not know yet what its controller has made.
      ConfigEntry entry =
          await()
              .ignoreException(UnknownTopicOrPartitionException.class)
              .until(
                  () ->
                      Topics.get(admin.describeConfigs(List.of(topic)).all())
                          .get(topic)
                          .get(SETTING),
                  Objects::nonNull);
      assertThat(entry.value()).isEqualTo("CreateTime");
      assertThat(entry.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
    }
  }

  private static KafkaClients clients() {
    Map<String, Object> servers =
        Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers());
    return new KafkaClients(servers, servers, servers, settings(), new Installation("test"));
  }

  private static KafkaSettings settings() {
    return new KafkaSettings(
        GroupType.AUTO, PREFIX, true, 1, (short) 1, Duration.ofDays(1), 100, Duration.ofSeconds(5));
  }
}
