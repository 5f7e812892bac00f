package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.queue.Lane;
import io.asyncable.test.KafkaServer;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the publisher's one thread lives through. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaPublisherTest {

  private static final String SERVERS = "bootstrap.servers";
  private static final String REAL = KafkaServer.shared().bootstrapServers();

  private final KafkaSettings settings =
      new KafkaSettings(
          GroupType.AUTO,
          "publisher-test-",
          true,
          1,
          (short) 1,
          Duration.ofDays(1),
          100,
          Duration.ofSeconds(1));
  private final Map<String, Object> producer = new ConcurrentHashMap<>(Map.of(SERVERS, REAL));
  private final KafkaClients clients =
      new KafkaClients(
          producer, Map.of(), Map.of(SERVERS, REAL), settings, new Installation("test"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  // What ends attempts has no part in publishing.
  @SuppressWarnings("NullAway")
  private final Meters meters = new Meters(registry, null, null);

  private final EngineThreads threads =
      new EngineThreads(
          why -> {}, Duration.ofSeconds(5), Thread::new, new Duties(Set.of(), Clock.systemUTC()));

  private final KafkaContact contact =
      new KafkaContact(
          clients,
          new Topics(clients, settings, List.of("there")),
          threads,
          Clock.systemUTC(),
          () -> true);

  private final AtomicBoolean faulty = new AtomicBoolean();

  private final KafkaPublisher publisher =
      new KafkaPublisher(clients, contact, threads, settings, meters, this::fault);

  private void fault(FaultPoint.Step step) {
    if (faulty.compareAndSet(true, false)) {
      throw new OutOfMemoryError("for a moment");
    }
  }

  @BeforeEach
  void createTopics() {
    try (Admin admin = clients.admin()) {
      new Topics(clients, settings, List.of("there")).ensure(admin);
    }
  }

  @AfterEach
  void stop() {
    publisher.stop();
  }

  @Test
  void publishesOnceTheBrokersNameResolves(CapturedOutput output) {
    producer.put(SERVERS, "nowhere.invalid:9092");
    publisher.start();
    publish("there");
    await().until(() -> output.getOut().contains("Publishing failed and starts again"));

    producer.put(SERVERS, REAL);
    await().atMost(Duration.ofSeconds(20)).until(() -> published("there", "sent") == 1);
  }

  @Test
  void aTopicThatIsMissingDoesNotHoldUpAnother() {
    for (int i = 0; i < 20; i++) {
      publish("missing");
    }
    publish("there");
    publisher.start();

    await().atMost(Duration.ofSeconds(8)).until(() -> published("there", "sent") == 1);
    await().until(() -> published("missing", "failed") == 20);
  }

  /** The first publication's answer ends the producer's thread; the others have none. */
  @Test
  void aProducerWhoseThreadHasEndedIsReplaced(CapturedOutput output) {
    publisher.start();
    publish("there");
    await().until(() -> published("there", "sent") == 1);
    faulty.set(true);
    publish("there");
    await().until(() -> !faulty.get());
    for (int i = 0; i < 39; i++) {
      publish("there");
    }

    await().until(() -> published("there", "failed") == 39);
    assertThat(output.getOut())
        .contains("The producer has not answered for 6 s")
        .contains("so the sweeper will publish them");
    assertThat(publisher.problem()).isPresent();
    publish("there");
    await().until(() -> published("there", "sent") == 3);
    assertThat(publisher.problem()).isEmpty();
  }

  @Test
  void aThousandFailuresAreOneLine(CapturedOutput output) {
    publisher.start();
    for (int i = 0; i < 100; i++) {
      publish("missing");
    }
    await().until(() -> published("missing", "failed") == 100);
    assertThat(output.getOut().split("Publishing references failed")).hasSize(2);
  }

  private void publish(String queue) {
    Reference reference = new Reference("Letter", "1", Instant.EPOCH, 0);
    publisher.publish(queue, Lane.FIRST, reference, Instant.now(), null);
  }

  private double published(String queue, String result) {
    return registry
        .find("asyncable.published")
        .tags("queue", queue, "result", result)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
