package io.asyncable.kafka;

import io.asyncable.move.Reference;
import java.time.Duration;
import java.util.List;

/**
 * A queue's messages, however the cluster delivers them. Only one thread may use it, except for
 * wakeup.
 */
interface Delivery extends AutoCloseable {

  /** How long closing waits until the last acknowledgements and the leave request have arrived. */
  Duration LONGEST_CLOSE = Duration.ofSeconds(3);

  /** Waits for messages. */
  List<Reference> poll(Duration longest);

  /** Acknowledges the messages of the last poll, which are claimed. */
  void acknowledge();

  /** Sends the acknowledgements without waiting for the next poll. */
  void flush();

  /** Keeps this consumer a member of its group while there is no room for messages. */
  void stay();

  /** Makes a poll that waits return; callable from any thread. */
  void wakeup();

  @Override
  void close();
}
