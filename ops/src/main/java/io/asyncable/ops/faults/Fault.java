package io.asyncable.ops.faults;

import io.asyncable.ops.bench.Wait;
import io.asyncable.test.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A kind of fault, and what health must say meanwhile. */
enum Fault {
  LOST_COMPLETION(
      "silent-database-completion",
      "The answer of a completion is lost with its connection.",
      1,
      "Writing outcomes",
      scene -> loseAnswer(scene, "set establishment_processed_at =")),

  LOST_CLAIM(
      "silent-database-claim",
      "The answer of a claim is lost with its connection.",
      1,
      "Claiming",
      scene -> loseAnswer(scene, "establishment_attempts = t.establishment_attempts + 1")),

  LOST_HEARTBEAT(
      "silent-database-heartbeat",
      "The answer of a heartbeat is lost with its connection.",
      1,
      "heartbeat: silent",
      scene -> loseAnswer(scene, "update asyncable_worker set seen_at")),

  /** The engine is not hurt, and the caller is answered. */
  LOST_SUBMIT(
      "silent-database-submit",
      "The answer of a submit is lost with its connection.",
      2,
      "UP",
      scene -> loseAnswer(scene, "insert into supplemental_claim")),

  LOST_FLOWS(
      "silent-database-flows",
      "All flows between both instances and PostgreSQL are lost for 20 s.",
      2,
      "DOWN|cannot be reached",
      scene -> {
        scene.networks().forEach(TcpProxy::loseAll);
        Scene.pause(20);
        scene.networks().forEach(TcpProxy::recover);
      }),

  KAFKA_AWAY(
      "kafka-away",
      "Kafka is stopped for 60 s; the load ends after 30 s of them.",
      2,
      "Kafka has not answered",
      Fault::kafkaAway),

  KAFKA_EMPTIED(
      "kafka-emptied",
      "Kafka is stopped amid a backlog and starts without its data.",
      2,
      "Kafka has not answered",
      Fault::emptyKafka),

  READ_ONLY(
      "read-only",
      "PostgreSQL takes no changes for 20 s.",
      2,
      "read-only|accepts no changes",
      scene -> {
        configure(scene.database(), "alter system set default_transaction_read_only = on");
        Scene.pause(20);
        configure(scene.database(), "alter system reset default_transaction_read_only");
      }),

  DISK_FULL(
      "disk-full",
      "PostgreSQL's disk is full for 20 s.",
      2,
      "No space left|no room",
      scene -> {
        scene.disk().fill();
        Scene.pause(20);
        scene.disk().empty();
      }),

  /** Each is over before the next second's question. */
  CONNECTIONS_ENDED(
      "connections-ended",
      "All connections to PostgreSQL are ended five times, 4 s apart.",
      2,
      "UP",
      scene -> {
        for (int time = 0; time < 5; time++) {
          endConnections(scene.database());
          Scene.pause(4);
        }
      }),

  ROLLING_RESTART(
      "rolling-restart",
      "Each instance is asked to stop and started again, one after the other.",
      2,
      "no answer",
      scene ->
          scene
              .instances()
              .forEach(
                  instance -> {
                    instance.stop();
                    instance.start();
                    instance.awaitStarted();
                  })),

  FROZEN_WORKER(
      "frozen-worker",
      "One instance stands still for 20 s.",
      1,
      "no answer",
      scene -> {
        scene.one().freeze();
        Scene.pause(20);
        scene.one().thaw();
      }),

  KILLED_WORKER(
      "kill-one-of-two",
      "One instance is killed amid calls of 2 s, with 500 records waiting to be tried again.",
      1,
      "no answer",
      scene -> new Backlog(scene).killAmidIt());

  private static final int SECONDS_OF_SILENCE = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final double MOST_IDLE_CORES = 0.1;

  private final String code;
  private final String sentence;
  private final int tellers;
  private final Pattern expected;
  private final Consumer<Scene> strike;

  /**
   * @param tellers how many instances are to say so
   * @param expected what they are to say, at some time before all is done
   */
  Fault(String code, String sentence, int tellers, String expected, Consumer<Scene> strike) {
    this.code = code;
    this.sentence = sentence;
    this.tellers = tellers;
    this.expected = Pattern.compile(expected);
    this.strike = strike;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  int tellers() {
    return tellers;
  }

  Predicate<String> expected() {
    return expected.asPredicate();
  }

  String expectedWords() {
    return "'%s'".formatted(expected);
  }

  /** Breaks what it breaks, and returns when that is over. */
  void strike(Scene scene) {
    strike.accept(scene);
  }

  /** What it takes for its scene. */
  Scene.Needs needs() {
    if (code.startsWith("silent-database")) {
      // Prepared statements are not named, so the network can tell them apart.
      return new Scene.Needs(
          List.of("--spring.datasource.hikari.data-source-properties.prepareThreshold=0"), false);
    }
    return this == KILLED_WORKER
        ? new Scene.Needs(Backlog.ARGUMENTS, false)
        : new Scene.Needs(List.of(), this == DISK_FULL);
  }

  private static void loseAnswer(Scene scene, String statement) {
    TcpProxy network = scene.networks().get(0);
    network.loseAnswerTo(statement);
    if (!Wait.within(LONGEST_WAIT, network::hasLostAnswer)) {
      throw new IllegalStateException("Nobody has sent: " + statement);
    }
    Scene.pause(SECONDS_OF_SILENCE);
  }

  private static void kafkaAway(Scene scene) {
    scene.kafka().stop();
    Scene.pause(30);
    scene.load().end();
    Scene.pause(10);
    Duration before = scene.one().processorTime();
    Scene.pause(20);
    Duration used = scene.one().processorTime().minus(before);
    scene.measured("cores of an idle instance", used.toMillis() / 20_000.0, MOST_IDLE_CORES);
    scene.kafka().start();
  }

  private static void emptyKafka(Scene scene) {
    Backlog.slow(scene.services());
    Scene.pause(10);
    scene.kafka().stop();
    scene.kafka().deleteData();
    Scene.pause(5);
    scene.kafka().start();
    Backlog.quick(scene.services());
  }

  private static void configure(JdbcClient database, String statement) {
    database.sql(statement).update();
    database.sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  private static void endConnections(JdbcClient database) {
    database
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """)
        .query(Long.class)
        .single();
  }
}
