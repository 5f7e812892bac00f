package io.asyncable.web.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.note.Playbook;
import io.asyncable.web.record.RecordLines;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One group of failures.
 *
 * @param example the newest failure
 * @param playbook what to do about these failures; null if nobody has written it
 * @param stuck the first page of the list of unconcluded records whose current submission failed
 *     so, at any time; oldest first
 */
record ErrorDetail(
    String window,
    Instant asOf,
    Duration step,
    @JsonUnwrapped ErrorLine group,
    Example example,
    @Nullable Playbook playbook,
    RecordLines stuck) {

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
}
