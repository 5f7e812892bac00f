package io.asyncable.app;

import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;

/** The PostgreSQL and the Kafka of a development run. */
final class DevelopmentServers {

  private final PostgresServer postgres;
  private final KafkaServer kafka;

  DevelopmentServers(DevelopmentData data) {
    PostgresServer.stopOrphan(data.folder());
    postgres =
        PostgresServer.kept(
            data.folder(), DevelopmentPort.of("PostgreSQL", 15432, System.out::println));
    kafka =
        KafkaServer.kept(
            data.folder().resolve("kafka"),
            DevelopmentPort.of("Kafka", 19092, System.out::println));
  }

  void start() {
    postgres.start();
    // The rows are the queue. A broker that starts empty each time keeps that promise honest, and
    // no broken log or old format can ever stop a development run.
    kafka.deleteData();
    kafka.start();
  }

  void stop() {
    kafka.stop();
    postgres.stop();
  }

  String jdbcUrl() {
    return postgres.database("asyncable");
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }
}
