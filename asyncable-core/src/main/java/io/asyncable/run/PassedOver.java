package io.asyncable.run;

import io.asyncable.observe.Meters;
import io.asyncable.text.LogText;
import io.asyncable.type.ProcessType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that cannot start an attempt. Anybody may write to a topic, so each such message is
 * counted, and the first of a kind is logged, escaped and cut.
 */
public final class PassedOver {

  private static final Logger log = LoggerFactory.getLogger(PassedOver.class);

  /** No more than queues times process types, whatever messages say. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private final Meters meters;

  PassedOver(Meters meters) {
    this.meters = meters;
  }

  /** The message's value is not a reference. */
  public void unreadable(String queue, String where, String why) {
    tell(queue, "unreadable", "at %s, which is not a reference: %s".formatted(where, why));
  }

  /** The message names an unknown type or an impossible id. */
  void unknown(String queue, String why) {
    tell(queue, "unknown", "of queue %s: %s".formatted(queue, why));
  }

  /** The message names a type of another queue, whose pause and limits would not apply here. */
  void ofAnotherQueue(String queue, ProcessType type, String carrier) {
    tell(
        queue,
        "type " + type,
        "of queue %s: queue %s carries the process type %s".formatted(queue, carrier, type));
  }

  private void tell(String queue, String kind, String sentence) {
    meters.unreadable(queue);
    if (told.add(queue + " " + kind)) {
      log.warn(
          "Skipped a message {} (the meter asyncable.unreadable counts further messages of this kind)",
          LogText.of(sentence));
    }
  }
}
