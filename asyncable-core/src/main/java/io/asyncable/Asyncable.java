package io.asyncable;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous state of a record, embedded in its entity.
 *
 * <pre>{@code
 * @Embedded @EmbeddedColumnNaming("establishment_%s")
 * Asyncable establishment = new Asyncable();
 * }</pre>
 *
 * <p>Every column is {@code updatable = false}: saving an entity never writes them, so a stale copy
 * cannot undo what the engine wrote. Only {@link Asyncables} and the engine change them; the object
 * is brought up to date by {@link Asyncables} and otherwise shows what was loaded.
 */
@Embeddable
public class Asyncable {

  @Column(name = "submitted_at", updatable = false)
  private @Nullable Instant submittedAt;

  @Column(name = "last_submitted_at", updatable = false)
  private @Nullable Instant lastSubmittedAt;

  @Column(name = "attempted_at", updatable = false)
  private @Nullable Instant attemptedAt;

  @Column(name = "processed_at", updatable = false)
  private @Nullable Instant processedAt;

  @Column(name = "canceled_at", updatable = false)
  private @Nullable Instant canceledAt;

  @Column(name = "error", updatable = false, columnDefinition = "text")
  private @Nullable String error;

  @Column(name = "attempts", updatable = false, nullable = false)
  private int attempts;

  @Column(name = "due_at", updatable = false)
  private @Nullable Instant dueAt;

  @Column(name = "claimed_by", updatable = false)
  private @Nullable Long claimedBy;

  @Column(name = "trace", updatable = false, columnDefinition = "text")
  private @Nullable String trace;

  @Column(name = "published_at", updatable = false)
  private @Nullable Instant publishedAt;

  /**
   * When what is asked for was first submitted; {@link Attempt#idempotencyKey()} is made of it.
   * Retries and restarts keep it. {@link Asyncables#submit} sets it anew unless nothing was
   * attempted since, as does the restart of a processed record.
   */
  public @Nullable Instant getSubmittedAt() {
    return submittedAt;
  }

  /** When the current submission becomes eligible to run; may be in the future. */
  public @Nullable Instant getLastSubmittedAt() {
    return lastSubmittedAt;
  }

  /** When the latest attempt began. */
  public @Nullable Instant getAttemptedAt() {
    return attemptedAt;
  }

  /** When the submission concluded successfully. */
  public @Nullable Instant getProcessedAt() {
    return processedAt;
  }

  /** When somebody, or the handler, canceled the submission. */
  public @Nullable Instant getCanceledAt() {
    return canceledAt;
  }

  /** How the latest finished attempt failed; null while running and once processed. */
  public @Nullable String getError() {
    return error;
  }

  /** Attempts begun in this submission; also the fencing token of the latest one. */
  public int getAttempts() {
    return attempts;
  }

  /** When the sweeper must look at the record again; null when there is nothing to wait for. */
  public @Nullable Instant getDueAt() {
    return dueAt;
  }

  /**
   * The epoch of the worker that began the latest attempt under the present idempotency key, which
   * may be one before a restart; null when there was none.
   */
  public @Nullable Long getClaimedBy() {
    return claimedBy;
  }

  /**
   * The propagated trace context and the correlation id of the submission, as lines of {@code
   * name=value}; null when it had neither.
   */
  public @Nullable String getTrace() {
    return trace;
  }

  /**
   * When the sweeper, or a person's retry, last published the record's message; null after a
   * submission, which publishes the first one itself, and once a consumer turned the message back.
   */
  public @Nullable Instant getPublishedAt() {
    return publishedAt;
  }

  /** The derived state; see {@link State} for the one definition of each. */
  public State state(Instant now) {
    return State.of(this, now);
  }

  /** The plain status word: processed, canceled, attempted, submitted or not yet submitted. */
  public String status() {
    if (processedAt != null) {
      return "processed";
    } else if (canceledAt != null) {
      return "canceled";
    } else if (attemptedAt != null) {
      return "attempted";
    } else {
      return submittedAt != null ? "submitted" : "not yet submitted";
    }
  }
}
