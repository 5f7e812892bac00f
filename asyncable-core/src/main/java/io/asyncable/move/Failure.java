package io.asyncable.move;

import io.asyncable.text.ErrorDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended without success, as the row and the history record it.
 *
 * @param cause why it did not succeed
 * @param error the text of the row's {@code error}
 * @param details class, message and stack, where there was an exception
 * @param dueAt when the next attempt is due
 */
public record Failure(Cause cause, String error, @Nullable ErrorDetails details, Instant dueAt) {

  public Failure {
    eventOf(cause);
  }

  /** How the history tells it: the attempt failed, was lost or was postponed. */
  public Event event() {
    return eventOf(cause);
  }

  private static Event eventOf(Cause cause) {
    return switch (cause) {
      case FAILED -> Event.FAILED;
      case WORKER_DIED, LOST, OVERRAN -> Event.LOST;
      case POSTPONED, GIVEN_BACK -> Event.POSTPONED;
      default -> throw new IllegalArgumentException("No attempt ends with " + cause);
    };
  }
}
