package io.asyncable.ops.floods;

import io.asyncable.ops.bench.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Somebody writes messages to the topics that are not references, or that refer to no record. */
final class RubbishMessages {

  private static final int AT_ONCE = 100;
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final String REFERENCE =
      "{\"type\":%s,\"id\":%s,\"submission\":%s,\"attempt\":%s}";
  private static final String CLAIM = "\"SupplementalClaim\"";
  private static final String ID = "\"00000000-0000-7000-8000-000000000000\"";
  private static final String TIME = "\"2026-01-01T00:00:00Z\"";

  private RubbishMessages() {}

  static void flood(Site site, Answers answers, Duration length) {
    List<byte @Nullable []> small = small();
    byte[] large = "x".repeat(900_000).getBytes(StandardCharsets.UTF_8);
    long end = System.nanoTime() + length.toNanos();
    try (Producer<byte[], byte[]> producer = producer(site.bootstrapServers())) {
      for (int number = 0; System.nanoTime() - end < 0; number++) {
        for (int message = 0; message < AT_ONCE; message++) {
          byte @Nullable [] value = small.get((number * AT_ONCE + message) % small.size());
          send(producer, site.topics().get(message % site.topics().size()), value, answers);
        }
        if (number % 5 == 0) {
          send(producer, site.topics().get(number % site.topics().size()), large, answers);
        }
        Wait.time(BETWEEN);
      }
    }
  }

  private static Producer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "linger.ms", 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(
      Producer<byte[], byte[]> producer, String topic, byte @Nullable [] value, Answers answers) {
    producer.send(
        new ProducerRecord<>(topic, value),
        (written, failure) -> answers.add(failure == null ? "written" : "not written"));
  }

  private static List<byte @Nullable []> small() {
    List<byte @Nullable []> all = new ArrayList<>();
    all.add(null);
    all.add(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'});
    all.add(new byte[100]);
    List.of(
            "",
            "null",
            "true",
            "42",
            "[]",
            "{}",
            "\"SupplementalClaim\"",
            "[".repeat(2_000),
            "\nERROR: forged \u001b[31m",
            REFERENCE.formatted(CLAIM, ID, TIME, 0),
            REFERENCE.formatted(CLAIM, ID, TIME, Integer.MAX_VALUE),
            REFERENCE.formatted(CLAIM, ID, TIME, -1),
            REFERENCE.formatted(CLAIM, ID, TIME, "\"many\""),
            REFERENCE.formatted(CLAIM, ID, "\"yesterday\"", 0),
            REFERENCE.formatted(CLAIM, ID, "null", 0),
            REFERENCE.formatted(CLAIM, "7", TIME, 0),
            REFERENCE.formatted(CLAIM, "\"' or true --\"", TIME, 0),
            REFERENCE.formatted(CLAIM, "\"" + "x".repeat(5_000) + "\"", TIME, 0),
            REFERENCE.formatted("\"Nobody\"", ID, TIME, 0),
            REFERENCE.formatted("\"Nobody\\nERROR: forged\"", ID, TIME, 0),
            REFERENCE.formatted("\"BulkAction\"", ID, TIME, 0),
            REFERENCE.formatted("null", "null", "null", "null"))
        .forEach(text -> all.add(text.getBytes(StandardCharsets.UTF_8)));
    return all;
  }
}
