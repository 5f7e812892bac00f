package io.asyncable.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pause of a queue.
 *
 * @param by who paused it
 * @param since when
 * @param reason why, in that person's words; null where none was given
 */
public record QueuePause(String queue, String by, Instant since, @Nullable String reason) {

  /** The same without who and why. */
  public QueuePause nameless() {
    return new QueuePause(queue, "an operator", since, null);
  }
}
