package io.asyncable.kafka;

import io.asyncable.move.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Delivery by a consumer group, for clusters without share groups. */
final class GroupDelivery implements Delivery {

  private final Consumer<String, byte[]> consumer;
  private final Installation installation;
  private final MessageReader reader;
  private final BooleanSupplier away;
  private boolean full;

  /**
   * @param away whether Kafka is away, so that the group cannot be told that the consumer leaves
   */
  GroupDelivery(
      Consumer<String, byte[]> consumer,
      String topic,
      Installation installation,
      MessageReader reader,
      BooleanSupplier away) {
    this.consumer = consumer;
    this.installation = installation;
    this.reader = reader;
    this.away = away;
    consumer.subscribe(List.of(topic), new PausedWhenFull());
  }

  /**
   * Pauses new partitions of a rebalance at once, so that the same poll brings no messages without
   * room.
   */
  private final class PausedWhenFull implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (full) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }

  @Override
  public List<Reference> poll(Duration longest) {
    if (full) {
      full = false;
      consumer.resume(consumer.paused());
    }
    return reader.read(installation.own(consumer.poll(longest)));
  }

  @Override
  public void acknowledge() {
    // After a lost commit messages come again and match no row.
    consumer.commitAsync();
  }

  /** Does nothing, because every acknowledgement is a commit. */
  @Override
  public void flush() {}

  /** A member that does not poll would block the rebalances of all others. */
  @Override
  public void stay() {
    full = true;
    consumer.pause(consumer.assignment());
    consumer.poll(Duration.ZERO);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(away.getAsBoolean() ? Duration.ZERO : LONGEST_CLOSE));
  }
}
