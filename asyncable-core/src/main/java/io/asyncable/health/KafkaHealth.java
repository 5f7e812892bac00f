package io.asyncable.health;

import io.asyncable.kafka.Backlog;
import io.asyncable.submit.Publisher;

/** Says whether Kafka answers this instance, and whether this instance's submissions reach it. */
final class KafkaHealth {

  private final Backlog backlog;
  private final Publisher publisher;

  KafkaHealth(Backlog backlog, Publisher publisher) {
    this.backlog = backlog;
    this.publisher = publisher;
  }

  String words() {
    return backlog.isReachable() ? "reachable" : backlog.problem().orElse("unreachable");
  }

  String publishing() {
    return publisher.problem().orElse("publishes");
  }
}
