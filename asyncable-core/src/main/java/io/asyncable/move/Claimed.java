package io.asyncable.move;

import io.asyncable.type.ProcessType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a worker holds: the tokens that its completion must find unchanged.
 *
 * @param type its process type
 * @param id the record's id as text
 * @param submission the row's {@code last_submitted_at}
 * @param submittedAt the row's {@code submitted_at}, which makes the idempotency key; null of an
 *     attempt that was lost and sends nothing any more
 * @param attempt the number of this attempt, from 1
 * @param epoch the worker that holds it
 * @param begunAt when it was claimed
 * @param failures failed attempts of this submission before
 * @param losses lost attempts of this submission before
 * @param trace the submission's trace context and correlation id
 */
public record Claimed(
    ProcessType type,
    String id,
    Instant submission,
    @Nullable Instant submittedAt,
    int attempt,
    long epoch,
    Instant begunAt,
    int failures,
    int losses,
    @Nullable String trace) {

  /** The record as {@code type:id}. */
  public String key() {
    return type.name() + ":" + id;
  }
}
