package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.KafkaSettings;
import io.asyncable.move.History;
import io.asyncable.move.Reference;
import io.asyncable.queue.Lane;
import io.asyncable.submit.Publisher;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * What happens when the servers go away and come back. They are this test's own, and what one test
 * leaves behind is where the next begins: an application that has lived through it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class OutageTest {

  private final PostgresServer postgres = PostgresServer.forTests();
  private final KafkaServer kafka = KafkaServer.forTests();
  private String database;
  private ConfigurableApplicationContext application;

  @BeforeAll
  void startServers() {
    postgres.start();
    database = postgres.createDatabase();
  }

  @AfterAll
  void stopServers() {
    application.close();
    kafka.close();
    postgres.close();
  }

  @Test
  @Order(1)
  void startsAndAcceptsWithoutKafka() {
    application = start();
    Letter letter = submitted("before Kafka");

    assertThat(sweeper().sweep().published()).isZero();
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);

    kafka.start();
    awaitProcessed(List.of(letter));
  }

  @Test
  @Order(2)
  void acceptsWhileKafkaIsAwayAndPublishesNoMoreThanItMust() {
    long before = messages();
    kafka.stop();
    List<Letter> letters = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      letters.add(submitted("No. " + i));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    await().until(this::someAreDue);
    assertThat(sweeper().sweep().published()).isZero();

    kafka.start();
    awaitProcessed(letters);
    assertThat(messages() - before).isBetween(200L, 220L);
    assertThat(letters).allSatisfy(letter -> assertThat(attemptsOf(letter)).isEqualTo(1));
  }

  @Test
  @Order(3)
  void goesOnAfterItsTopicsWereDeleted() {
    kafka.stop();
    kafka.deleteData();
    Letter letter = submitted("into the void");
    kafka.start();

    awaitProcessed(List.of(letter, submitted("afterwards")));
  }

  @Test
  @Order(4)
  void resumesByItselfAfterPostgresWasAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Letter atWork =
        submitted(
            "at work",
            (record, attempt) -> {
              begun.countDown();
              finish.await();
            });
    Letter later = new Letter("scheduled");
    asyncables().submit(later, Duration.ofSeconds(3));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    postgres.stop();
    finish.countDown();
    postgres.start();

    awaitProcessed(List.of(atWork, later));
    assertThat(attemptsOf(atWork)).isEqualTo(1);
    awaitProcessed(List.of(submitted("afterwards")));
  }

  @Test
  @Order(5)
  void givesBackWhatItCannotFinishWhenItStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Letter letter =
        submitted(
            "too slow",
            (record, attempt) -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    application.close();
    application = start();

    awaitProcessed(List.of(letter));
    History history = application.getBean(History.class);
    assertThat(
            history.of(application.getBean(ProcessTypes.class).named("Letter"), "" + letter.id, 10))
        .extracting(History.Entry::event, History.Entry::cause, History.Entry::message)
        .containsExactly(tuple("postponed", "given_back", "Given back: the worker stops"));
  }

  /** Messages from before the outage are unread, and as old as a backlog of hours. */
  @Test
  @Order(6)
  void whatWasLostInAnOutageDoesNotWaitForItsLengthAgain() throws Exception {
    application.close();
    application = start("--asyncable.roles=web,sweeper");
    Duration age = Duration.ofHours(6);
    publishOld(age);
    kafka.stop();
    Letter lost = submitted("lost");
    await().until(this::someAreDue);
    await().until(() -> !application.getBean(Backlog.class).isReachable());

    kafka.start();
    await().until(() -> dueAt(lost).isAfter(Instant.now()));
    assertThat(dueAt(lost)).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    assertThat(stateOf(lost)).isEqualTo(State.QUEUED);

    long before = messages();
    application.close();
    application = start();
    awaitProcessed(List.of(lost));
    assertThat(messages() - before).isLessThanOrEqualTo(1);
  }

  /** It may fail once only, and would be given up. */
  @Test
  @Order(7)
  void anOutageDuringAnAttemptIsNoFailureOfItsHandler() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Payment payment =
        submittedPayment(
            (record, attempt) -> {
              begun.countDown();
              finish.await();
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    postgres.stop();
    finish.countDown();
    postgres.start();

    awaitPostponedAndProcessed(payment);
  }

  /** What meets it may say so, or only that its connection is closed by then. */
  @Test
  @Order(8)
  void endedSessionsAreNoFailureOfTheirHandlers() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch finish = new CountDownLatch(1);
    JdbcClient jdbc = application.getBean(JdbcClient.class);
    Payment meetsIt =
        submittedPayment(
            (record, attempt) -> {
              begun.countDown();
              finish.await();
            });
    Payment comesLater =
        submittedPayment(
            (record, attempt) -> {
              begun.countDown();
              finish.await();
              try {
                jdbc.sql("select 1").query().listOfRows();
              } catch (DataAccessException swallowed) {
                jdbc.sql("select 2").query().listOfRows();
              }
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    endSessions();
    finish.countDown();

    awaitPostponedAndProcessed(meetsIt);
    awaitPostponedAndProcessed(comesLater);
  }

  /** PostgreSQL ends one of two that are in each other's way, and lets the other go on. */
  @Test
  @Order(8)
  void aRollbackInFavourOfAnotherIsNoFailureOfItsHandler() {
    for (String state : List.of("40001", "40P01")) {
      awaitPostponedAndProcessed(
          submittedPayment(
              (record, attempt) -> {
                if (attempt.number() == 1) {
                  throw new CannotAcquireLockException(
                      "rolled back", new SQLException("could not serialize access", state));
                }
              }));
    }
  }

  /** As when all who have a connection wait for a table that somebody holds locked. */
  @Test
  @Order(8)
  void aPoolThatGivesNothingIsNoFailureOfItsHandlers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    JdbcClient jdbc = application.getBean(JdbcClient.class);
    Letter letter =
        submitted(
            "needs a connection",
            (record, attempt) -> {
              begun.countDown();
              finish.await();
              try {
                jdbc.sql("select 1").query().listOfRows();
              } finally {
                ended.countDown();
              }
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    Troubles troubles = application.getBean(Troubles.class);
    HikariDataSource pool = application.getBean(HikariDataSource.class);
    List<Connection> all = new ArrayList<>();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
              }
              return troubles.isFailing(Work.CONNECT, Troubles.POOL);
            });
    finish.countDown();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    for (Connection connection : all) {
      connection.close();
    }

    awaitProcessed(List.of(letter));
    assertThat(eventsOf("Letter", letter.id)).containsExactly("postponed");
  }

  private Payment submittedPayment(Script.Line line) {
    Payment payment = application.getBean(Payments.class).save(new Payment());
    application.getBean(Script.class).lines.put("Payment:" + payment.id, line);
    asyncables().submit(payment);
    return payment;
  }

  private void awaitPostponedAndProcessed(Payment payment) {
    await()
        .ignoreExceptions()
        .until(() -> Set.of(State.PROCESSED, State.EXPIRED).contains(stateOf(payment)));
    assertThat(eventsOf("Payment", payment.id)).containsExactly("postponed");
    assertThat(stateOf(payment)).isEqualTo(State.PROCESSED);
  }

  private List<String> eventsOf(String type, Object id) {
    ProcessType named = application.getBean(ProcessTypes.class).named(type);
    return application.getBean(History.class).of(named, "" + id, 10).stream()
        .map(History.Entry::event)
        .toList();
  }

  private void endSessions() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database, PostgresServer.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid, 10000) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
          """);
    }
  }

  @Test
  @Order(9)
  void noThreadOutlivesAContextThatStopsWhileTheDatabaseIsAway() {
    application.close();
    Set<Thread> ofOthers = engineThreads();
    application = start();
    Letter letter = letters().save(new Letter("claimed never"));
    postgres.stop();
    Instant now = Instant.now();
    application
        .getBean(Publisher.class)
        .publish("default", Lane.FIRST, new Reference("Letter", "" + letter.id, now, 0), now, null);
    Troubles troubles = application.getBean(Troubles.class);
    await().until(() -> troubles.isFailing(Work.CLAIM, Troubles.ALL_TYPES));

    application.close();

    await().untilAsserted(() -> assertThat(ofOthers).containsAll(engineThreads()));
    postgres.start();
    application =
        start(
            "--resilience4j.timelimiter.instances.Letter.timeout-duration=5s",
            "--resilience4j.timelimiter.instances.Payment.timeout-duration=5s",
            "--resilience4j.circuitbreaker.instances.Payment.minimum-number-of-calls=10");
    awaitProcessed(List.of(submitted("afterwards")));
  }

  /** Who waits for a database hangs until the time limit, with a transaction or without. */
  @Test
  @Order(10)
  void anAttemptThatIsCutOffInAnOutageIsNoFailureOfItsHandler() throws Exception {
    CountDownLatch begun = new CountDownLatch(3);
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch cutOff = new CountDownLatch(2);
    CountDownLatch finish = new CountDownLatch(1);
    Script.Line hangs =
        (record, attempt) -> {
          begun.countDown();
          try {
            finish.await();
          } catch (InterruptedException tooLong) {
            cutOff.countDown();
            throw tooLong;
          }
        };
    Payment payment = submittedPayment(hangs);
    Letter letter = submitted("hangs", hangs);
    Letter own =
        submitted(
            "too slow by its own word",
            (record, attempt) -> {
              begun.countDown();
              away.await();
              if (finish.getCount() > 0) {
                throw new TimeoutException("its own");
              }
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    postgres.stop();
    away.countDown();
    assertThat(cutOff.await(20, TimeUnit.SECONDS)).isTrue();
    finish.countDown();
    postgres.start();

    awaitPostponedAndProcessed(payment);
    awaitProcessed(List.of(letter, own));
    assertThat(eventsOf("Letter", letter.id)).containsExactly("postponed");
    assertThat(eventsOf("Letter", own.id)).containsExactly("failed");
    CircuitBreaker breaker =
        application.getBean(CircuitBreakerRegistry.class).circuitBreaker("Payment");
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
  }

  private static Set<Thread> engineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("asyncable-"))
        .collect(Collectors.toSet());
  }

  private State stateOf(Payment payment) {
    Asyncable async = application.getBean(Payments.class).findById(payment.id).orElseThrow().async;
    return async.state(Instant.now());
  }

  /** Fills every partition, for only the first message of each tells the age of a backlog. */
  private void publishOld(Duration age) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      long time = Instant.now().minus(age).toEpochMilli();
      String topic = "asyncable.jobs.default";
      for (PartitionInfo part : producer.partitionsFor(topic)) {
        byte[] nobody = "{}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, part.partition(), time, null, nobody)).get();
      }
    }
  }

  private Instant dueAt(Letter letter) {
    return letters().findById(letter.id).orElseThrow().async.getDueAt();
  }

  private ConfigurableApplicationContext start(String... more) {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.datasource.url=" + database,
            "spring.datasource.username=" + PostgresServer.USER,
            "spring.datasource.password=",
            "spring.datasource.hikari.connection-timeout=2000",
            "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "logging.level.org.apache.kafka=ERROR",
            "logging.level.kafka=ERROR",
            "asyncable.sweep.grace=3s",
            "asyncable.kafka.delivery-timeout=1s",
            "asyncable.worker.shutdown-timeout=100ms",
            "asyncable.types.Letter.retry-interval=200ms",
            "asyncable.types.Payment.retry-interval=200ms",
            "asyncable.types.Payment.max-failures=1")
        .run(more);
  }

  private Letter submitted(String address) {
    return submitted(address, (record, attempt) -> {});
  }

  private Letter submitted(String address, Script.Line line) {
    Letter letter = letters().save(new Letter(address));
    application.getBean(Script.class).lines.put("Letter:" + letter.id, line);
    asyncables().submit(letter);
    return letter;
  }

  private void awaitProcessed(List<Letter> wanted) {
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(wanted).extracting(this::stateOf).containsOnly(State.PROCESSED));
  }

  private boolean someAreDue() {
    Instant now = Instant.now();
    return letters().findAll().stream()
        .anyMatch(l -> l.async.getDueAt() != null && l.async.getDueAt().isBefore(now));
  }

  private State stateOf(Letter letter) {
    return letters().findById(letter.id).orElseThrow().async.state(Instant.now());
  }

  private long attemptsOf(Letter letter) {
    return application.getBean(Script.class).attemptsOf("Letter:" + letter.id);
  }

  /** In the topics: a busy producer that gives up waiting for an answer counts none as sent. */
  private long messages() {
    try (Broker broker =
        new Broker(
            application.getBean(KafkaAdmin.class),
            application.getBean(KafkaSettings.class),
            application.getBean(JdbcClient.class))) {
      return broker.published();
    }
  }

  private Letters letters() {
    return application.getBean(Letters.class);
  }

  private Asyncables asyncables() {
    return application.getBean(Asyncables.class);
  }

  private Sweeper sweeper() {
    return application.getBean(Sweeper.class);
  }
}
