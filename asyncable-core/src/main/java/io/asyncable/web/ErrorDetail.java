package io.asyncable.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group of failures.
 *
 * @param example the newest failure
 * @param jobs the unconcluded records, oldest first, as many as a page shows
 */
record ErrorDetail(
    String window,
    Instant asOf,
    Duration step,
    @JsonUnwrapped ErrorGroup group,
    Example example,
    List<Affected> jobs) {

  /**
   * One failure.
   *
   * @param message null for those who do not see whole errors
   * @param stack null for those who do not see whole errors
   */
  record Example(
      String type,
      String id,
      Instant occurredAt,
      @Nullable String message,
      @Nullable String stack,
      boolean masked) {}

  /** A record that waits after such a failure. */
  record Affected(
      String type,
      String id,
      String name,
      State state,
      @Nullable Instant lastSubmittedAt,
      @Nullable Instant attemptedAt,
      int attempts,
      @Nullable Instant dueAt) {}
}
