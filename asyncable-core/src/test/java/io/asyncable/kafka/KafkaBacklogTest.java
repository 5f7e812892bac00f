package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.queue.Lane;
import io.asyncable.test.KafkaServer;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clusters that are of no use. */
class KafkaBacklogTest {

  private static final List<String> QUEUES = List.of("a", "b", "c", "d");

  @Test
  void aClusterThatIsAwayIsWaitedForOnce() {
    try (KafkaServer away = KafkaServer.forTests();
        KafkaBacklog backlog = backlog(away, true)) {
      long began = System.nanoTime();
      for (String queue : QUEUES) {
        for (Lane lane : Lane.values()) {
          assertThat(backlog.oldest(queue, lane)).isEmpty();
          assertThat(backlog.depth(queue, lane)).isEmpty();
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
      assertThat(backlog.isReachable()).isFalse();
      assertThat(backlog.problem()).isEmpty();
    }
  }

  @Test
  void topicsThatNobodyMayCreateAreToldAndThrowNothing() {
    try (KafkaBacklog backlog = backlog(KafkaServer.shared(), false)) {
      assertThat(backlog.oldest("a", Lane.FIRST)).isEmpty();
      assertThat(backlog.isReachable()).isFalse();
      assertThat(backlog.problem().orElseThrow())
          .startsWith("Kafka does not have the topics [backlog-test-a, backlog-test-a.again, ");
    }
  }

  private static KafkaBacklog backlog(KafkaServer server, boolean createTopics) {
    KafkaSettings settings =
        new KafkaSettings(
            GroupType.AUTO,
            "backlog-test-",
            createTopics,
            1,
            (short) 1,
            Duration.ofDays(1),
            100,
            Duration.ofSeconds(5));
    Map<String, Object> servers = Map.of("bootstrap.servers", server.bootstrapServers());
    KafkaClients clients =
        new KafkaClients(servers, servers, servers, settings, new Installation("test"));
    Clock clock = Clock.systemUTC();
    EngineThreads threads =
        new EngineThreads(
            why -> {}, Duration.ofSeconds(5), Thread::new, new Duties(Set.of(), Clock.systemUTC()));
    Topics topics = new Topics(clients, settings, QUEUES);
    KafkaContact contact = new KafkaContact(clients, topics, threads, clock, () -> true);
    return new KafkaBacklog(clients, contact, topics, clock);
  }
}
