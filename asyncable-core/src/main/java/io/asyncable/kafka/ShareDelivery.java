package io.asyncable.kafka;

import io.asyncable.move.Reference;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.DisconnectException;

/**
 * Delivery by a share group: any free worker takes any message. The acknowledgements of a poll
 * travel with the next one.
 */
final class ShareDelivery implements Delivery {

  /** How many polls may fail without a single broker. */
  private static final int LONELY_POLLS = 10;

  private final ShareConsumer<String, byte[]> consumer;
  private final Installation installation;
  private final MessageReader reader;
  private final BooleanSupplier away;
  private int lonelyPolls;
  private ConsumerRecords<String, byte[]> polled = ConsumerRecords.empty();

  /**
   * @param away whether Kafka is away, so that the group cannot be told that the consumer leaves
   */
  ShareDelivery(
      ShareConsumer<String, byte[]> consumer,
      String topic,
      Installation installation,
      MessageReader reader,
      BooleanSupplier away) {
    this.consumer = consumer;
    this.installation = installation;
    this.reader = reader;
    this.away = away;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public List<Reference> poll(Duration longest) {
    polled = consumer.poll(longest);
    checkConnections();
    return reader.read(installation.own(polled));
  }

  /**
   * All the brokers that the client knows may be gone for ever, and others may have replaced them.
   */
  private void checkConnections() {
    boolean lonely = polled.isEmpty() && KafkaClients.connections(consumer.metrics()) == 0;
    lonelyPolls = lonely ? lonelyPolls + 1 : 0;
    if (lonelyPolls == LONELY_POLLS) {
      throw new DisconnectException("no broker that this consumer knows can be reached");
    }
  }

  @Override
  public void acknowledge() {
    for (ConsumerRecord<String, byte[]> message : polled) {
      consumer.acknowledge(message);
    }
    polled = ConsumerRecords.empty();
  }

  @Override
  public void flush() {
    consumer.commitAsync();
  }

  /** A member of a share group delays no other, and its client sends heartbeats by itself. */
  @Override
  public void stay() {}

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(away.getAsBoolean() ? Duration.ZERO : LONGEST_CLOSE);
  }
}
