package io.asyncable.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Filings;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A queue is paused, and goes on; letters are on one, filings on another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseTest {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String topics = "pause-" + groupType() + "-";
  private String database;
  private ConfigurableApplicationContext application;

  String groupType() {
    return "share";
  }

  @BeforeAll
  void start() {
    database = PostgresServer.shared().createDatabase();
    application = run();
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void beginsAndPublishesNothingMoreUntilItIsResumed() {
    Letter first = submitted("to see that it runs");
    await().until(() -> isProcessed(first));
    pause();
    double before = published();
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      letters.add(submitted("No. " + i));
    }
    awaitWhatAnotherQueueCarries();

    letters.forEach(this::makeLongOverdue);
    sweepTwice();
    assertThat(letters).allMatch(this::isLongOverdue);
    assertThat(letters).allSatisfy(letter -> assertThat(attemptsOf(letter)).isZero());
    assertThat(published() - before).as("each submission, once").isEqualTo(31);

    resume();
    await().until(() -> letters.stream().allMatch(this::isProcessed));
    assertThat(letters).allSatisfy(letter -> assertThat(attemptsOf(letter)).isEqualTo(1));
    assertThat(published() - before).as("nothing was published again").isEqualTo(31);
  }

  @Test
  void whatWasClaimedFinishesAndItsRetryWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch finish = new CountDownLatch(1);
    Script.Line wait =
        (record, attempt) -> {
          begun.countDown();
          finish.await();
        };
    Letter succeeds = submitted("at work", wait);
    Letter fails =
        submitted(
            "in vain",
            (record, attempt) -> {
              if (attempt.number() == 1) {
                wait.act(record, attempt);
                throw new IllegalStateException("the first time");
              }
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    pause();
    double before = published();
    finish.countDown();

    await().until(() -> isProcessed(succeeds) && stateOf(fails) == State.RETRYING);
    makeLongOverdue(fails);
    sweepTwice();
    assertThat(fails).matches(this::isLongOverdue);
    assertThat(stateOf(fails)).isEqualTo(State.RETRYING);
    assertThat(published()).isEqualTo(before);

    resume();
    await().until(() -> isProcessed(fails));
    assertThat(attemptsOf(fails)).isEqualTo(2);
  }

  @Test
  void aPauseOutlivesARestartOfAllInstances() {
    pause();
    Letter letter = submitted("kept");
    application.close();
    application = run();

    awaitWhatAnotherQueueCarries();
    makeLongOverdue(letter);
    sweepTwice();
    assertThat(letter).matches(this::isLongOverdue);
    assertThat(attemptsOf(letter)).isZero();
    assertThat(bean(QueuePauses.class).of("mail").orElseThrow().by()).isEqualTo("olga");

    resume();
    await().until(() -> isProcessed(letter));
  }

  private ConfigurableApplicationContext run() {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + database,
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--logging.level.org.apache.kafka=WARN",
            "--asyncable.kafka.group-type=" + groupType(),
            "--asyncable.kafka.topic-prefix=" + topics,
            "--asyncable.kafka.delivery-timeout=1s",
            "--asyncable.sweep.grace=" + GRACE.toSeconds() + "s",
            "--asyncable.queues.mail.concurrency=8",
            "--asyncable.types.Letter.queue=mail",
            "--asyncable.types.Letter.retry-interval=200ms");
  }

  private void pause() {
    assertThat(bean(QueuePauses.class).pause("mail", "olga", "the post is on strike")).isTrue();
    await().atMost(Duration.ofSeconds(3)).until(() -> bean(PausedQueues.class).contains("mail"));
  }

  private void resume() {
    assertThat(bean(QueuePauses.class).resume("mail")).isTrue();
  }

  private Letter submitted(String address) {
    return submitted(address, (record, attempt) -> {});
  }

  private Letter submitted(String address, Script.Line line) {
    Letter letter = bean(Letters.class).save(new Letter(address));
    bean(Script.class).lines.put("Letter:" + letter.id, line);
    bean(Asyncables.class).submit(letter);
    return letter;
  }

  /** By then the consumers of this instance have joined, and have had time for what is paused. */
  private void awaitWhatAnotherQueueCarries() {
    Filing filing = new Filing("another queue");
    bean(Asyncables.class).field("decision").submit(filing);
    await()
        .until(
            () ->
                bean(Filings.class).findById(filing.id).orElseThrow().decision.getProcessedAt()
                    != null);
  }

  /** Due for so long that sweeps which publish would have done so. */
  private void makeLongOverdue(Letter letter) {
    bean(JdbcClient.class)
        .sql("update letter set due_at = ? where id = ? and due_at is not null")
        .param(Instant.now().minus(GRACE.multipliedBy(3)).atOffset(ZoneOffset.UTC))
        .param(letter.id)
        .update();
  }

  private void sweepTwice() {
    bean(Sweeper.class).sweep();
    bean(Sweeper.class).sweep();
  }

  private boolean isLongOverdue(Letter letter) {
    Instant due = stored(letter).async.getDueAt();
    return due != null && due.plus(GRACE.multipliedBy(2)).isBefore(Instant.now());
  }

  private boolean isProcessed(Letter letter) {
    return stateOf(letter) == State.PROCESSED;
  }

  private State stateOf(Letter letter) {
    return stored(letter).async.state(Instant.now());
  }

  private Letter stored(Letter letter) {
    return bean(Letters.class).findById(letter.id).orElseThrow();
  }

  private long attemptsOf(Letter letter) {
    return bean(Script.class).attemptsOf("Letter:" + letter.id);
  }

  private double published() {
    return bean(MeterRegistry.class).find("asyncable.published").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private <T> T bean(Class<T> type) {
    return application.getBean(type);
  }
}
