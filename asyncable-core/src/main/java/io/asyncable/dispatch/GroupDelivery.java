package io.asyncable.dispatch;

import io.asyncable.record.Reference;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

/** Delivery by a consumer group, for clusters without share groups. */
final class GroupDelivery implements Delivery {

  private final Consumer<String, byte[]> consumer;
  private final MessageReader reader;

  GroupDelivery(Consumer<String, byte[]> consumer, String topic, MessageReader reader) {
    this.consumer = consumer;
    this.reader = reader;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public List<Reference> poll(Duration longest) {
    return reader.read(consumer.poll(longest));
  }

  @Override
  public void acknowledge() {
    // A commit that gets lost only brings messages again, which then match no row.
    consumer.commitAsync();
  }

  /** Nothing waits: every acknowledgement is a commit. */
  @Override
  public void flush() {}

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
