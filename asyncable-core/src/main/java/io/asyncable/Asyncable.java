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
 * <p>Every column is {@code updatable = false}: saving an entity never writes these columns, so a
 * stale copy cannot undo what the engine wrote. Only {@link Asyncables} and the engine change them.
 * {@link Asyncables} updates the object it is called with; otherwise the object shows the values
 * that were loaded. If you rename a column by {@code @AttributeOverride}, repeat {@code updatable =
 * false}.
 *
 * <p>Embed it in the entity itself, not in another embeddable or a collection. Its columns must be
 * in one plain table whose key is one column: the entity's own table, a parent's (SINGLE_TABLE,
 * JOINED) or a secondary table ({@code @EmbeddedTable}). An unsupported mapping stops the start
 * with a sentence: TABLE_PER_CLASS above its last class, two types that share columns, views and
 * partitioned tables, {@code @TenantId} and a few more that DESIGN.md lists.
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

  @Column(name = "cause", updatable = false, columnDefinition = "text")
  private @Nullable String cause;

  @Column(name = "hold", updatable = false, columnDefinition = "text")
  private @Nullable String hold;

  /**
   * When this work was first submitted; part of {@link Attempt#idempotencyKey()}. Retries and
   * restarts keep it. {@link Asyncables#submit} after an attempt sets a new time, and so does the
   * restart of a processed record.
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

  /** When the sweeper must look at the record again; null when the record waits for nothing. */
  public @Nullable Instant getDueAt() {
    return dueAt;
  }

  /**
   * The epoch of the worker that began the latest attempt under the present idempotency key, even
   * if that attempt was before a restart; null when there was none.
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
   * When the message for the record's next attempt was published: by a submission, a restart, the
   * sweeper or a person's retry. Null while no message is on its way: the record is scheduled, its
   * attempt runs or has failed, or a consumer turned the message back.
   */
  public @Nullable Instant getPublishedAt() {
    return publishedAt;
  }

  /**
   * Why the latest finished attempt did not succeed, or why the engine gave up, as a word that
   * never changes: {@code failed}, {@code postponed}, {@code given_back}, {@code lost}, {@code
   * overran}, {@code worker_died}, {@code expired_window}, {@code expired_attempts}, {@code
   * expired_permanent}, {@code payload_unreadable}, {@code outcome_unknown} or {@code quarantined}.
   * Set and cleared with {@link #getError()}, and unlike it not editable; null while running and
   * once processed. While a handler runs that must not begin twice ({@link WhenLost#STOP}), it is
   * {@code outcome_unknown}.
   */
  public @Nullable String getCause() {
    return cause;
  }

  /**
   * What puts the next attempt of a waiting record off until {@link #getDueAt()}, as a word that
   * never changes: {@code held} by an open circuit breaker, {@code rate_limited} or {@code
   * bulkhead_full}; null when nothing does.
   */
  public @Nullable String getHold() {
    return hold;
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
