package io.asyncable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.State;
import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Depth;
import io.asyncable.dispatch.Lane;
import io.asyncable.engine.EngineApplication.Script;
import io.asyncable.queue.PausedQueues;
import io.asyncable.queue.QueuePauses;
import io.asyncable.record.Reference;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Anybody may write to a topic. Whatever a message says, nothing runs but what the engine has
 * published, and what stands beside it runs once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ForeignMessagesTest {

  private static final Duration LATER = Duration.ofDays(300);

  private final String topics = "foreign-" + groupType() + "-";
  private final CountDownLatch finish = new CountDownLatch(1);
  private final Map<String, Reference> victims = new LinkedHashMap<>();
  private ConfigurableApplicationContext application;
  private KafkaProducer<byte[], byte[]> producer;

  String groupType() {
    return "share";
  }

  @BeforeAll
  void start() {
    application = run();
    producer =
        new KafkaProducer<>(
            bean(KafkaAdmin.class).getConfigurationProperties(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Letter scheduled = new Letter("next year");
    bean(Asyncables.class).submit(scheduled, LATER);
    victims.put("scheduled", letter(scheduled));
    Letter canceled = new Letter("canceled");
    bean(Asyncables.class).submit(canceled, LATER);
    bean(Asyncables.class).cancel(canceled, "no longer wanted");
    victims.put("canceled", letter(canceled));
    victims.put("processed", inState(State.PROCESSED, () -> {}));
    victims.put("running", inState(State.RUNNING, finish::await));
    victims.put(
        "retrying",
        inState(
            State.RETRYING,
            () -> {
              throw new IllegalStateException("busy");
            }));
    victims.put(
        "expired",
        inState(
            State.EXPIRED,
            () -> {
              throw new PermanentFailure("nobody lives there");
            }));
    victims.put(
        "never submitted",
        new Reference(
            "Letter", "" + bean(Letters.class).save(new Letter("kept")).id, Instant.now(), 0));
    bean(QueuePauses.class).pause("bank", "olga", null);
    await().until(() -> bean(PausedQueues.class).contains("bank"));
    Payment paused = new Payment();
    bean(Asyncables.class).submit(paused);
    victims.put(
        "of a paused queue",
        new Reference("Payment", "" + paused.id, paused.async.getLastSubmittedAt(), 0));
  }

  @AfterAll
  void stop() {
    finish.countDown();
    producer.close();
    application.close();
  }

  List<ForeignMessage> messages() {
    return ForeignMessage.all(victims);
  }

  @Test
  void thereAreManyKinds() {
    assertThat(messages()).hasSizeGreaterThan(63).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void beginsNothingAndHoldsUpNothing(ForeignMessage message, CapturedOutput output) {
    List<String> before = stored();
    List<String> attempts = new ArrayList<>(script().attempts);

    send(message);
    Letter letter = new Letter("beside it");
    bean(Asyncables.class).submit(letter);
    awaitConsumed();

    await().until(() -> letterOf(letter).state(Instant.now()) == State.PROCESSED);
    attempts.add("Letter:" + letter.id + "#1");
    assertThat(script().attempts).containsExactlyElementsOf(attempts);
    assertThat(stored()).isEqualTo(before);
    assertThat(output.getAll())
        .doesNotContain("Consuming failed")
        .doesNotContain("\nERROR: forged")
        .doesNotContain("\u001b[31m");
    assertThat(output.getAll().split("Passed over a message", -1)).hasSizeLessThan(10);
  }

  private void send(ForeignMessage message) {
    producer.send(
        new ProducerRecord<>(
            topics + message.topic(), 0, message.time().toEpochMilli(), null, message.value()));
    producer.flush();
  }

  private void awaitConsumed() {
    await()
        .until(
            () -> {
              for (String queue : List.of("mail", "default")) {
                for (Lane lane : Lane.values()) {
                  if (bean(Backlog.class).depth(queue, lane).map(Depth::messages).orElse(1L) > 0) {
                    return false;
                  }
                }
              }
              return true;
            });
  }

  private interface Line {
    void act() throws Exception;
  }

  private Reference inState(State state, Line line) {
    Letter letter = bean(Letters.class).save(new Letter("" + state));
    script().lines.put("Letter:" + letter.id, (record, attempt) -> line.act());
    bean(Asyncables.class).submit(letter);
    await().until(() -> letterOf(letter).state(Instant.now()) == state);
    return letter(letter);
  }

  private Reference letter(Letter letter) {
    Asyncable async = letterOf(letter);
    return new Reference("Letter", "" + letter.id, async.getLastSubmittedAt(), async.getAttempts());
  }

  private Asyncable letterOf(Letter letter) {
    return bean(Letters.class).findById(letter.id).orElseThrow().async;
  }

  /** What an attempt would change of the records that must not run. */
  private List<String> stored() {
    return victims.values().stream()
        .map(victim -> victim.type().equals("Letter") ? letterOf(victim) : paymentOf(victim))
        .map(
            async ->
                "%s %s %s %s %s"
                    .formatted(
                        async.getAttempts(),
                        async.getAttemptedAt(),
                        async.getPublishedAt(),
                        async.getError(),
                        async.state(Instant.now())))
        .toList();
  }

  private Asyncable letterOf(Reference letter) {
    return bean(Letters.class).findById(UUID.fromString(letter.id())).orElseThrow().async;
  }

  private Asyncable paymentOf(Reference payment) {
    return bean(Payments.class).findById(Long.valueOf(payment.id())).orElseThrow().async;
  }

  private Script script() {
    return bean(Script.class);
  }

  private ConfigurableApplicationContext run() {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + PostgresServer.shared().createDatabase(),
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--logging.level.org.apache.kafka=WARN",
            "--asyncable.kafka.group-type=" + groupType(),
            "--asyncable.kafka.topic-prefix=" + topics,
            "--asyncable.kafka.partitions=1",
            "--asyncable.kafka.delivery-timeout=1s",
            "--asyncable.sweep.grace=2s",
            "--asyncable.queues.mail.concurrency=4",
            "--asyncable.queues.bank.concurrency=4",
            "--asyncable.types.Letter.queue=mail",
            "--asyncable.types.Letter.retry-interval=1h",
            "--asyncable.types.Payment.queue=bank");
  }

  private <T> T bean(Class<T> type) {
    return application.getBean(type);
  }
}
