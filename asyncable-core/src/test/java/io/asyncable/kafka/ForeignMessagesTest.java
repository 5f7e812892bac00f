package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.State;
import io.asyncable.kafka.ForeignMessage.Way;
import io.asyncable.move.Reference;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import io.asyncable.queue.QueuePauses;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.worker.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
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

  private static final int HANDFUL = 12;
  private static final Duration LATER = Duration.ofDays(300);

  private final String topics = "foreign-" + groupType() + "-";
  private final CountDownLatch finish = new CountDownLatch(1);
  private final Map<String, Reference> victims = new LinkedHashMap<>();
  private ConfigurableApplicationContext application;
  private final Map<Way, KafkaProducer<byte[], byte[]>> producers = new EnumMap<>(Way.class);

  String groupType() {
    return "share";
  }

  @BeforeAll
  void start() {
    application = run();
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
    producers.values().forEach(producer -> producer.close(Duration.ZERO));
    application.close();
  }

  List<ForeignMessage> messages() {
    return ForeignMessage.all(victims);
  }

  @Test
  void thereAreManyKinds() {
    assertThat(messages()).hasSizeGreaterThan(63).doesNotHaveDuplicates();
  }

  /** A few at a time, each with a neighbor: to wait for each alone takes minutes. */
  List<List<ForeignMessage>> handfuls() {
    List<ForeignMessage> all = messages();
    return IntStream.range(0, (all.size() + HANDFUL - 1) / HANDFUL)
        .mapToObj(i -> all.subList(i * HANDFUL, Math.min(all.size(), (i + 1) * HANDFUL)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("handfuls")
  void beginNothingAndHoldUpNothing(List<ForeignMessage> handful, CapturedOutput output) {
    List<String> before = stored();
    List<String> attempts = new ArrayList<>(script().attempts);

    List<Letter> neighbors = new ArrayList<>();
    for (ForeignMessage message : handful) {
      send(message);
      Letter neighbor = new Letter("beside it");
      bean(Asyncables.class).submit(neighbor);
      neighbors.add(neighbor);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(neighbors)
                    .allSatisfy(
                        neighbor ->
                            assertThat(letterOf(neighbor).state(Instant.now()))
                                .isEqualTo(State.PROCESSED)));
    awaitConsumed();

    neighbors.forEach(neighbor -> attempts.add("Letter:" + neighbor.id + "#1"));
    assertThat(script().attempts).containsExactlyInAnyOrderElementsOf(attempts);
    assertThat(stored()).isEqualTo(before);
    assertThat(output.getAll())
        .doesNotContain("Consuming of")
        .doesNotContain("\nERROR: forged")
        .doesNotContain("\u001b[31m")
        .doesNotContain("x".repeat(1_000));
    assertThat(bean(Troubles.class).all(0)).isEmpty();
    assertThat(output.getAll().split("Skipped a message", -1)).hasSizeLessThan(10);
  }

  private void send(ForeignMessage message) {
    Way way = message.way();
    KafkaProducer<byte[], byte[]> producer = producers.computeIfAbsent(way, this::producer);
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            topics + message.topic(),
            0,
            message.time().toEpochMilli(),
            message.key(),
            message.value(),
            message.headers());
    if (way.isTransactional()) {
      producer.beginTransaction();
    }
    for (int times = way == Way.A_HUNDRED_TIMES ? 100 : 1; times > 0; times--) {
      producer.send(sent);
    }
    producer.flush();
    if (way == Way.COMMITTED) {
      producer.commitTransaction();
    } else if (way == Way.ABORTED) {
      producer.abortTransaction();
    } else if (way == Way.NEVER_COMMITTED) {
      producers.remove(way).close(Duration.ZERO);
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Way way) {
    Map<String, Object> settings =
        new HashMap<>(bean(KafkaAdmin.class).getConfigurationProperties());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, way.compression);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 50_000_000);
    if (way.isTransactional()) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics + way + UUID.randomUUID());
    }
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    if (way.isTransactional()) {
      producer.initTransactions();
    }
    return producer;
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
            // Of somebody else's open transaction the end would have to be waited for.
            "--spring.kafka.consumer.isolation-level=read_committed",
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
