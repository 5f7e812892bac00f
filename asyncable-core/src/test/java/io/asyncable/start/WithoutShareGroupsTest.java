package io.asyncable.start;

import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.ConfigurationProblem;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A cluster on which share groups are switched off, as one that was upgraded and not finalized, and
 * that refuses rights.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutShareGroupsTest {

  private final KafkaServer kafka =
      KafkaServer.forTests(
          Map.of(
              "authorizer.class.name",
              StandardAuthorizer.class.getName(),
              "allow.everyone.if.no.acl.found",
              "true"));

  @BeforeAll
  void switchShareGroupsOff() throws Exception {
    kafka.start();
    FeatureUpdate off = new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE);
    try (Admin admin = admin()) {
      admin.updateFeatures(Map.of("share.version", off), new UpdateFeaturesOptions()).all().get();
    }
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  static List<Arguments> rights() {
    return List.of(
        arguments(TOPIC, "WRITE", "does not grant this application's user [READ] on the topic"),
        arguments(TOPIC, "READ", "does not grant this application's user [WRITE] on the topic"),
        arguments(TOPIC, "ALTER", "does not grant this application's user [READ, WRITE] on the"),
        arguments(TOPIC, "DESCRIBE_CONFIGS", "Kafka refuses this application: "),
        arguments(GROUP, "DESCRIBE_CONFIGS", "Kafka refuses this application: "));
  }

  /** What has an access control entry is open to no other operation. */
  @ParameterizedTest
  @MethodSource("rights")
  void aRightThatIsMissingStopsTheStart(ResourceType resource, String granted, String sentence)
      throws Exception {
    String prefix = "%s-%s-".formatted(resource, granted);
    AclBinding only =
        new AclBinding(
            new ResourcePattern(resource, prefix, PatternType.PREFIXED),
            new AccessControlEntry(
                "User:ANONYMOUS", "*", AclOperation.valueOf(granted), AclPermissionType.ALLOW));
    try (Admin admin = admin()) {
      admin.createAcls(List.of(only)).all().get();
    }
    assertThatThrownBy(() -> start("consumer", prefix))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void shareGroupsThatAreDemandedStopTheStart() {
    assertThatThrownBy(() -> start("share"))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("asyncable.kafka.group-type is share, but this Kafka cluster has no")
        .hasMessageContaining("Upgrade it, or set auto or consumer.");
  }

  @Test
  void consumerGroupsAreFoundByAsking() {
    start("auto");
    try (Admin admin = admin()) {
      // A broker knows a topic a little after the controller has made it.
      await()
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(
                          admin
                              .describeTopics(List.of("auto.default.again"))
                              .allTopicNames()
                              .get()
                              .get("auto.default.again")
                              .partitions())
                      .as("one for each instance of a consumer group")
                      .hasSize(4));
    }
  }

  private void start(String groupType) {
    start(groupType, groupType + ".");
  }

  private void start(String groupType, String prefix) {
    new SpringApplicationBuilder(StartTest.Shop.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + PostgresServer.shared().createDatabase(),
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--spring.liquibase.change-log=classpath:start-changelog.yaml",
            "--spring.liquibase.contexts=whole",
            "--asyncable.kafka.topic-prefix=" + prefix,
            "--asyncable.kafka.group-type=" + groupType)
        .close();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
