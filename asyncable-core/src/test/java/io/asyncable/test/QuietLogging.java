package io.asyncable.test;

import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps the servers in the process from drowning the log of what is tested. */
final class QuietLogging {

  // While tests keep Kafka down on purpose, the network client says so several times a second.
  private static final Map<String, LogLevel> LEVELS =
      Map.of(
          "kafka", LogLevel.ERROR,
          "org.apache.kafka", LogLevel.WARN,
          "org.apache.kafka.controller", LogLevel.ERROR,
          "org.apache.kafka.clients.NetworkClient", LogLevel.ERROR,
          "state.change.logger", LogLevel.ERROR,
          "io.zonky", LogLevel.WARN);

  private QuietLogging() {}

  static void apply() {
    LoggingSystem logging = LoggingSystem.get(QuietLogging.class.getClassLoader());
    LEVELS.forEach(logging::setLogLevel);
  }
}
