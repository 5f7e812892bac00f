package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.text.LogText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Identifies the application on its Kafka cluster; all instances that share a database have the
 * same id. The names of groups contain the id, so that each application reads everything. A header
 * of each message contains it, so that an application skips the messages of others.
 */
final class Installation {

  private static final Logger log = LoggerFactory.getLogger(Installation.class);

  private static final String HEADER = "installation";
  private static final String EXISTS = "select to_regclass('asyncable_installation') is not null";
  private static final String READ = "select id from asyncable_installation";
  private static final String WRITE =
      "insert into asyncable_installation (id) values (?) on conflict (single) do nothing";

  private final String id;
  private final byte[] signature;

  /** The other installations that the log has named. */
  private final Set<String> others = ConcurrentHashMap.newKeySet();

  Installation(String id) {
    this.id = id;
    this.signature = id.getBytes(StandardCharsets.UTF_8);
  }

  /** The first instance that starts on a database gives the id. */
  static Installation of(JdbcClient jdbc) {
    if (!jdbc.sql(EXISTS).query(Boolean.class).single()) {
      throw new ConfigurationProblem(
          "The table asyncable_installation is missing. Set asyncable.migrate=true, or apply the library's changelog classpath:io/asyncable/migrations/changelog.yaml again.");
    }
    Optional<String> known = jdbc.sql(READ).query(String.class).optional();
    if (known.isEmpty()) {
      jdbc.sql(WRITE)
          .param(UUID.randomUUID().toString().replace("-", "").substring(0, 12))
          .update();
    }
    return new Installation(known.orElseGet(() -> jdbc.sql(READ).query(String.class).single()));
  }

  String id() {
    return id;
  }

  void sign(Headers headers) {
    headers.add(HEADER, signature);
  }

  /**
   * A message without a signature may be ours: from an older version, or from a sender without the
   * library.
   */
  List<ConsumerRecord<String, byte[]>> own(Iterable<ConsumerRecord<String, byte[]>> messages) {
    return StreamSupport.stream(messages.spliterator(), false).filter(this::isOwn).toList();
  }

  private boolean isOwn(ConsumerRecord<String, byte[]> message) {
    String other = signer(message.headers().lastHeader(HEADER));
    if (other == null || other.equals(id)) {
      return true;
    }
    if (others.size() < 100 && others.add(LogText.of(other))) {
      log.warn(
          "Messages of another application (installation {}) are in the topic {}. Each application skips the other's messages, which costs both time. Give each application its own asyncable.kafka.topic-prefix.",
          LogText.of(other),
          message.topic());
    }
    return false;
  }

  private static @Nullable String signer(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
