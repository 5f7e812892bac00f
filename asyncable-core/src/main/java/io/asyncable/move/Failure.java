package io.asyncable.move;

import io.asyncable.text.ErrorDetails;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended without success, as the row and the history record it.
 *
 * @param event how the attempt ended: it failed, was lost, or was postponed
 * @param error the text of the row's {@code error}
 * @param details class, message and stack, where there was an exception
 * @param dueAt when the next attempt is due
 */
public record Failure(Event event, String error, @Nullable ErrorDetails details, Instant dueAt) {

  private static final Set<Event> ENDS = EnumSet.of(Event.FAILED, Event.LOST, Event.POSTPONED);

  public Failure {
    if (!ENDS.contains(event)) {
      throw new IllegalArgumentException("No attempt ends with " + event);
    }
  }
}
