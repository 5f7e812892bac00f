package io.asyncable.kafka;

import io.asyncable.move.Reference;
import java.time.Duration;
import java.util.List;

/** A queue's messages, however the cluster delivers them. Used by one thread, but for wakeup. */
interface Delivery extends AutoCloseable {

  /** For so long an end waits for the last acknowledgements and the leave to arrive. */
  Duration LONGEST_CLOSE = Duration.ofSeconds(3);

  /** Waits for messages. */
  List<Reference> poll(Duration longest);

  /** The messages of the last poll are claimed, and no longer needed. */
  void acknowledge();

  /** Sends what was acknowledged without waiting for the next poll. */
  void flush();

  /** Says that this consumer is there, while there is no room for messages. */
  void stay();

  /** Makes a poll that waits return; callable from any thread. */
  void wakeup();

  @Override
  void close();
}
