package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Parcel;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WorkingSite;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What pages say while Kafka is away, which they do not wait for. */
@WorkingSite
@TestPropertySource(properties = "asyncable.roles=sweeper,web")
class WhyKafkaIsAwayTest {

  private static final KafkaServer KAFKA = KafkaServer.forTests();

  @Autowired Asyncables asyncables;
  @Autowired Explained explained;

  @DynamicPropertySource
  static void ownServer(DynamicPropertyRegistry properties) {
    KAFKA.start();
    properties.add("spring.kafka.bootstrap-servers", KAFKA::bootstrapServers);
  }

  @AfterAll
  static void stop() {
    KAFKA.close();
  }

  // Closed before its server is: without it, closing would wait for one time-out after another.
  @DirtiesContext
  @Test
  void kafkaIsUnreachableUntilItIsBack() {
    await().until(this::kafkaWasSeen);
    KAFKA.stop();
    Parcel parcel = new Parcel();
    asyncables.submit(parcel);

    Told told = explained.await(parcel, "kafka_unreachable", "Kafka has not answered since 20");
    assertThat(told.next())
        .startsWith("The record continues by itself once Kafka answers; the engine gives up at 20");
    assertThat(told.action()).isEqualTo("mend_kafka");
    assertThat(Explained.exactly(explained.site().get("/jobs/health").body()))
        .contains("Kafka has not answered since ", "Submissions wait in their rows");
    long began = System.nanoTime();
    List<String> problems = Site.read(health(), "$.problems[*].what");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(problems).anyMatch(problem -> problem.startsWith("Kafka has not answered since "));

    KAFKA.start();
    explained.await(parcel, "nobody_consumes");
  }

  private boolean kafkaWasSeen() {
    return Site.<Object>read(health(), "$.kafka.askedAt") != null;
  }

  private HttpResponse<String> health() {
    return explained.site().get("/api/health");
  }
}
