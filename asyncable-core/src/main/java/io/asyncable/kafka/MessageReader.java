package io.asyncable.kafka;

import io.asyncable.move.Reference;
import io.asyncable.run.PassedOver;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads references from messages, and skips messages that are not references. */
final class MessageReader {

  private final String queue;
  private final PassedOver passedOver;

  MessageReader(String queue, PassedOver passedOver) {
    this.queue = queue;
    this.passedOver = passedOver;
  }

  List<Reference> read(Iterable<ConsumerRecord<String, byte[]>> messages) {
    List<Reference> references = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        references.add(ReferenceJson.read(message.value() == null ? new byte[0] : message.value()));
      } catch (RuntimeException unreadable) {
        // Catches everything: a message that ended the poll would be delivered again for ever.
        passedOver.unreadable(queue, placeOf(message), String.valueOf(unreadable.getMessage()));
      }
    }
    return references;
  }

  private static String placeOf(ConsumerRecord<String, byte[]> message) {
    return "%s-%d@%d".formatted(message.topic(), message.partition(), message.offset());
  }
}
