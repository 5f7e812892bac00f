package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.Asyncables;
import io.asyncable.DatabaseTrouble;
import io.asyncable.describe.Descriptions;
import io.asyncable.search.RecordCounts;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.TcpProxy;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Payment;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Connections to PostgreSQL that fall silent: nothing arrives any more, and nobody is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentDatabaseTest {

  private static final Duration HEALED = Duration.ofSeconds(40);

  private final TcpProxy network = TcpProxy.before(PostgresServer.shared().port());
  private ConfigurableApplicationContext application;
  private JdbcClient direct;

  @BeforeAll
  void start() {
    String database = PostgresServer.shared().createDatabase();
    direct = JdbcClient.create(new DriverManagerDataSource(database, PostgresServer.USER, ""));
    application =
        new SpringApplicationBuilder(EngineApplication.class)
            .web(WebApplicationType.NONE)
            .properties(
                // Prepared statements are not named, so the network can tell them apart.
                "spring.datasource.url="
                    + database.replace(":" + PostgresServer.shared().port(), ":" + network.port())
                    + "?prepareThreshold=0",
                "spring.datasource.username=" + PostgresServer.USER,
                "spring.datasource.password=",
                "spring.datasource.hikari.connection-timeout=1000",
                "spring.datasource.hikari.validation-timeout=500",
                "spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
                "spring.liquibase.change-log=classpath:engine-changelog.yaml",
                "logging.level.org.apache.kafka=ERROR",
                "asyncable.kafka.topic-prefix=silent-",
                "asyncable.kafka.delivery-timeout=1s",
                "asyncable.database.statement-timeout=1s",
                "asyncable.database.read-timeout=1s",
                "asyncable.database.unwritable-after=2s",
                "asyncable.sweep.grace=3s",
                "asyncable.worker.shutdown-timeout=100ms",
                "asyncable.types.Letter.retry-interval=200ms")
            .run();
  }

  @AfterEach
  void recover() {
    network.recover();
    application.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
  }

  @AfterAll
  void stop() {
    application.close();
    network.close();
  }

  @Test
  void aLostAnswerOfACompletionStopsNobody() {
    network.loseAnswerTo("set processed_at =");
    List<Letter> letters = submitted(20);

    awaitProcessedOnce(letters);
    assertThat(network.hasLostAnswer()).isTrue();
    awaitProcessedOnce(submitted(20));
  }

  @Test
  void aLostAnswerOfAFailureStopsNobody() {
    network.loseAnswerTo("insert into asyncable_history");
    Letter letter =
        submitted(
            (record, attempt) -> {
              if (attempt.number() == 1) {
                throw new IllegalStateException("the first time");
              }
            });

    awaitProcessed(List.of(letter));
    assertThat(network.hasLostAnswer()).isTrue();
    assertThat(attemptsOf(letter)).isEqualTo(2);
  }

  @Test
  void aLostAnswerOfAClaimHoldsNothing() {
    network.loseAnswerTo("attempts = t.attempts + 1");
    List<Letter> letters = submitted(20);

    awaitProcessedOnce(letters);
    assertThat(network.hasLostAnswer()).isTrue();
    await().until(() -> application.getBean(Attempts.class).count() == 0);
  }

  @Test
  void aLostAnswerOfALoadStopsNoConsumer() {
    network.loseAnswerTo("from letter l1_0 where");

    awaitProcessedOnce(submitted(20));
    assertThat(network.hasLostAnswer()).isTrue();
  }

  @Test
  void aLostAnswerOfALoadInAHandlersTransactionIsTriedAgain() {
    network.loseAnswerTo("from payment p1_0 where");
    Payment payment = new Payment();
    asyncables().submit(payment);

    await().atMost(HEALED).until(() -> amountOf(payment) == 1);
    assertThat(network.hasLostAnswer()).isTrue();
  }

  @Test
  void aLostAnswerOfAHeartbeatKillsNoWorker() {
    long epochs = epochs();
    network.loseAnswerTo("update asyncable_worker set seen_at");

    await().until(network::hasLostAnswer);
    awaitProcessedOnce(submitted(20));
    assertThat(epochs()).isEqualTo(epochs);
  }

  @Test
  void aLostAnswerOfASubmitIsThrownAtItsCaller() {
    network.loseAnswerTo("insert into letter");

    CompletableFuture<Letter> submit =
        CompletableFuture.supplyAsync(() -> submitted((record, attempt) -> {}));

    assertThat(submit)
        .failsWithin(HEALED.toSeconds(), TimeUnit.SECONDS)
        .withThrowableThat()
        .satisfies(thrown -> assertThat(DatabaseTrouble.of(thrown)).contains(DatabaseTrouble.AWAY));
    awaitProcessedOnce(submitted(20));
  }

  @Test
  void aLostAnswerOfAReportIsThrownAtItsReader() {
    network.loseAnswerTo("width_bucket(");
    List<ProcessType> types = List.copyOf(application.getBean(ProcessTypes.class).all());
    List<Duration> ages = List.of(Duration.ofHours(1));

    CompletableFuture<?> report =
        CompletableFuture.supplyAsync(
            () -> application.getBean(RecordCounts.class).states(types, ages, 100, Instant.now()));

    assertThat(report)
        .failsWithin(HEALED.toSeconds(), TimeUnit.SECONDS)
        .withThrowableThat()
        .satisfies(thrown -> assertThat(DatabaseTrouble.of(thrown)).contains(DatabaseTrouble.AWAY));
  }

  @Test
  void aLostAnswerOfADescriptionIsThrownAtItsReader() {
    ProcessType type = application.getBean(ProcessTypes.class).named("Letter");
    List<Letter> letters = submitted(1);
    awaitProcessed(letters);
    Descriptions descriptions = application.getBean(Descriptions.class);
    network.loseAnswerTo("from letter l1_0 where");

    CompletableFuture<?> description =
        CompletableFuture.supplyAsync(
            () -> descriptions.of(Map.of(type, List.of("" + letters.get(0).id))));

    assertThat(description)
        .failsWithin(HEALED.toSeconds(), TimeUnit.SECONDS)
        .withThrowableThat()
        .satisfies(thrown -> assertThat(DatabaseTrouble.of(thrown)).contains(DatabaseTrouble.AWAY));
  }

  @Test
  void aLostAnswerOfASweepHoldsNoRows() {
    network.loseAnswerTo("for no key update of t skip locked");
    Letter later = new Letter("later");
    asyncables().submit(later, Duration.ofSeconds(1));

    awaitProcessedOnce(List.of(later));
    assertThat(network.hasLostAnswer()).isTrue();
  }

  @Test
  void aTransactionalHandlersLostCommitStopsNobody() {
    network.loseAnswerTo("update payment t set processed_at");
    Payment payment = new Payment();
    asyncables().submit(payment);

    await().atMost(HEALED).until(() -> amountOf(payment) == 1);
    assertThat(network.hasLostAnswer()).isTrue();
    await().until(() -> application.getBean(Attempts.class).count() == 0);
  }

  @Test
  void comesBackWhenAllFlowsWereLost() {
    List<Letter> letters = submitted(50);
    await().until(() -> application.getBean(Heartbeat.class).isBeating());
    network.loseAll();
    await().until(() -> !application.getBean(Heartbeat.class).isBeating());
    network.recover();

    awaitProcessed(letters);
    awaitProcessedOnce(submitted(20));
  }

  @Test
  void aHandlersOwnStatementTakesAsLongAsItTakes() {
    Letter letter =
        submitted(
            (record, attempt) -> jdbc().sql("select 1 from pg_sleep(4)").query().listOfRows());
    Payment payment = new Payment();
    asyncables().submit(payment);
    application
        .getBean(Script.class)
        .lines
        .put(
            "Payment:" + payment.id,
            (record, attempt) -> jdbc().sql("select 1 from pg_sleep(4)").query().listOfRows());

    awaitProcessedOnce(List.of(letter));
    await().atMost(HEALED).until(() -> amountOf(payment) == 1);
  }

  @Test
  void theApplicationGetsItsConnectionsBackAsTheyWere() throws Exception {
    awaitProcessedOnce(submitted(20));
    List<Connection> all = allConnections();
    try {
      for (Connection connection : all) {
        assertThat(connection.getNetworkTimeout()).isZero();
      }
    } finally {
      close(all);
    }
  }

  @Test
  void aWorkerThatCanWriteNothingLeavesItsWorkToOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Letter letter =
        submitted(
            (record, attempt) -> {
              begun.countDown();
              finish.await();
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    long epoch = application.getBean(Heartbeat.class).epoch();
    List<Connection> all = allConnections();
    try {
      finish.countDown();
      await()
          .untilAsserted(
              () ->
                  assertThat(application.getBean(Troubles.class).all(epoch))
                      .anySatisfy(
                          trouble -> {
                            assertThat(trouble.work()).isEqualTo(Work.WRITE_OUTCOME);
                            assertThat(trouble.type()).isEqualTo(Troubles.ALL_TYPES);
                          }));
      await().until(() -> application.getBean(Heartbeat.class).epoch() != epoch);
      assertThat(
              direct
                  .sql("select dead_at is not null from asyncable_worker where epoch = ?")
                  .param(epoch)
                  .query(Boolean.class)
                  .single())
          .isTrue();
    } finally {
      close(all);
    }
    awaitProcessed(List.of(letter));
    assertThat(attemptsOf(letter)).isLessThanOrEqualTo(2);
    awaitProcessedOnce(submitted(20));
  }

  private List<Connection> allConnections() {
    HikariDataSource pool = application.getBean(HikariDataSource.class);
    List<Connection> all = new ArrayList<>();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              all.add(pool.getConnection());
              return all.size() == pool.getMaximumPoolSize();
            });
    return all;
  }

  private static void close(List<Connection> connections) throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private int amountOf(Payment payment) {
    return direct
        .sql("select amount from payment where id = ?")
        .param(payment.id)
        .query(Integer.class)
        .single();
  }

  private long epochs() {
    return direct.sql("select count(*) from asyncable_worker").query(Long.class).single();
  }

  private List<Letter> submitted(int number) {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      letters.add(submitted((record, attempt) -> {}));
    }
    return letters;
  }

  private Letter submitted(Script.Line line) {
    Letter letter = new Letter("somewhere");
    asyncables().submit(letter);
    application.getBean(Script.class).lines.put("Letter:" + letter.id, line);
    return letter;
  }

  private void awaitProcessedOnce(List<Letter> letters) {
    awaitProcessed(letters);
    assertThat(letters).allSatisfy(letter -> assertThat(attemptsOf(letter)).isEqualTo(1));
  }

  private void awaitProcessed(List<Letter> wanted) {
    await()
        .atMost(HEALED)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(wanted).allMatch(letter -> isProcessed("letter", letter.id)));
  }

  /** Read past the network that is lost. */
  private boolean isProcessed(String table, Object id) {
    return direct
        .sql("select processed_at is not null from %s where id = ?".formatted(table))
        .param(id)
        .query(Boolean.class)
        .single();
  }

  private long attemptsOf(Letter letter) {
    return application.getBean(Script.class).attemptsOf("Letter:" + letter.id);
  }

  private Asyncables asyncables() {
    return application.getBean(Asyncables.class);
  }

  private JdbcClient jdbc() {
    return application.getBean(JdbcClient.class);
  }
}
