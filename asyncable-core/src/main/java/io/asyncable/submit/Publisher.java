package io.asyncable.submit;

import io.asyncable.move.Reference;
import io.asyncable.queue.Lane;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends references to the workers. Never blocks and never fails: the sweeper publishes a reference
 * again if it does not arrive. An application's own bean of this type must also deliver the
 * references, because the engine then consumes nothing from Kafka.
 */
public interface Publisher {

  /**
   * Sends one reference.
   *
   * @param queue the queue that carries its type
   * @param lane which of the queue's lanes it goes by
   * @param time the message's time, which is the row's {@code published_at} and not when its
   *     transaction committed: the sweeper takes a record for on its way while the oldest message
   *     is no younger than that.
   * @param trace the submission's trace context and correlation id, for the message's headers
   */
  void publish(String queue, Lane lane, Reference reference, Instant time, @Nullable String trace);

  /** Why it cannot publish at the moment, as far as it knows. */
  default Optional<String> problem() {
    return Optional.empty();
  }
}
