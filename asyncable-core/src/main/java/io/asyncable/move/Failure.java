package io.asyncable.move;

import io.asyncable.text.ErrorDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended without success, as the row and the history record it.
 *
 * @param event what happened to the attempt
 * @param error the text of the row's {@code error}
 * @param details class, message and stack, where there was an exception
 * @param dueAt when the next attempt is due
 */
public record Failure(Event event, String error, @Nullable ErrorDetails details, Instant dueAt) {

  /** What happened to the attempt; failures and losses are counted. */
  public enum Event {
    FAILED,
    LOST,
    POSTPONED
  }
}
