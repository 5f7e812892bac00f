package io.asyncable.dispatch;

import io.asyncable.record.Reference;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads references from messages; what is none is said and passed over. */
final class MessageReader {

  private static final Logger log = LoggerFactory.getLogger(MessageReader.class);

  private final String queue;
  private final Meters meters;

  MessageReader(String queue, Meters meters) {
    this.queue = queue;
    this.meters = meters;
  }

  List<Reference> read(Iterable<ConsumerRecord<String, byte[]>> messages) {
    List<Reference> references = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        references.add(ReferenceJson.read(message.value() == null ? new byte[0] : message.value()));
      } catch (IllegalArgumentException unreadable) {
        meters.unreadable(queue);
        log.warn(
            "Passed over a message that is no reference, at {}-{}@{}: {}",
            message.topic(),
            message.partition(),
            message.offset(),
            unreadable.getMessage());
      }
    }
    return references;
  }
}
