package io.asyncable.dispatch;

import io.asyncable.record.Reference;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;

/**
 * Delivery by a share group: any free worker takes any message. The acknowledgements of a poll
 * travel with the next one.
 */
final class ShareDelivery implements Delivery {

  private final ShareConsumer<String, byte[]> consumer;
  private final MessageReader reader;
  private ConsumerRecords<String, byte[]> polled = ConsumerRecords.empty();

  ShareDelivery(ShareConsumer<String, byte[]> consumer, String topic, MessageReader reader) {
    this.consumer = consumer;
    this.reader = reader;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public List<Reference> poll(Duration longest) {
    polled = consumer.poll(longest);
    return reader.read(polled);
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

  /** A member of a share group holds nobody up, and its client says by itself that it is there. */
  @Override
  public void stay() {}

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
