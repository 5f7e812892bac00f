package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.kafka.KafkaSettings;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Filings;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;

@EngineTest
class LifecycleTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Filings filings;
  @Autowired Script script;
  @Autowired KafkaAdmin kafka;
  @Autowired KafkaSettings settings;
  @Autowired MeterRegistry meters;

  @Test
  void aSubmittedRecordIsProcessed() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    awaitState(letter, State.PROCESSED);
    assertThat(script.attemptsOf("Letter:" + letter.id)).isEqualTo(1);
  }

  @Test
  void aTransactionalHandlerCompletesInItsOwnTransaction() {
    Payment payment = new Payment();
    asyncables.submit(payment);
    await().until(() -> payments.findById(payment.id).orElseThrow().async.getProcessedAt() != null);
    assertThat(payments.findById(payment.id).orElseThrow().amount).isEqualTo(1);
  }

  @Test
  void oneOfSeveralFieldsIsSubmitted() {
    Filing filing = new Filing("f-1");
    asyncables.field("decision").submit(filing);
    await().until(() -> filings.findById("f-1").orElseThrow().decision.getProcessedAt() != null);
    assertThat(script.attempts).contains("Filing.decision:f-1#1");
    assertThat(filings.findById("f-1").orElseThrow().establishment.getSubmittedAt()).isNull();
  }

  @Test
  void aFailedAttemptIsRetried() {
    Letter letter = letters.save(new Letter("Elm St"));
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          if (attempt.number() == 1) {
            throw new StackOverflowError("deep");
          }
        });
    asyncables.submit(letters.findById(letter.id).orElseThrow());
    awaitState(letter, State.PROCESSED);
    assertThat(script.attemptsOf("Letter:" + letter.id)).isEqualTo(2);
  }

  @Test
  void aPermanentFailureExpires() {
    Letter letter = letters.save(new Letter("Oak St"));
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw new IllegalArgumentException("no such street \u0000 \ud800");
        });
    asyncables.submit(letters.findById(letter.id).orElseThrow());
    awaitState(letter, State.EXPIRED);
    assertThat(script.expired).anyMatch(line -> line.contains(letter.id + " IllegalArgument"));
  }

  @Test
  void aMessageWhoseSubmissionTheDatabaseDoesNotReadIsPassedOver() throws Exception {
    Letter other = letters.save(new Letter("Far St"));
    String poison =
        "{\"type\":\"Letter\",\"id\":\"%s\",\"submission\":\"+999999999-01-01T00:00:00Z\",\"attempt\":0}"
            .formatted(other.id);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.getConfigurationProperties(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = settings.topicPrefix() + "default";
      producer.send(new ProducerRecord<>(topic, poison.getBytes(StandardCharsets.UTF_8))).get();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !meters.find("asyncable.unreadable").counters().isEmpty());
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    awaitState(letter, State.PROCESSED);
  }

  private void awaitState(Letter letter, State state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> letters.findById(letter.id).orElseThrow().async.state(Instant.now()) == state);
  }
}
