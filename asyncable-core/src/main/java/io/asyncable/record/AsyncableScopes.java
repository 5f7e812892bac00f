package io.asyncable.record;

import static io.asyncable.AsyncColumn.ATTEMPTED_AT;
import static io.asyncable.AsyncColumn.CANCELED_AT;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.ERROR;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;
import static io.asyncable.AsyncColumn.PROCESSED_AT;
import static io.asyncable.AsyncColumn.SUBMITTED_AT;
import static io.asyncable.Condition.all;
import static io.asyncable.Condition.any;
import static io.asyncable.Condition.isSet;
import static io.asyncable.Condition.notSet;
import static io.asyncable.Condition.reached;

import io.asyncable.Asyncable;
import io.asyncable.Condition;
import jakarta.persistence.metamodel.SingularAttribute;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * Questions about the async state of records, as Spring Data specifications and as conditions:
 *
 * <pre>{@code
 * claims.findAll(potentiallyStuck(), oldestSubmittedFirst("establishment"));
 * filings.findAll(where(POTENTIALLY_STUCK, "decision", now));
 * }</pre>
 *
 * <p>The methods without an attribute's name are for entities that embed one {@link Asyncable}; for
 * one of several, {@link #where(Condition, String, Instant)} takes the condition of that name.
 */
public final class AsyncableScopes {

  /** Canceled. */
  public static final Condition CANCELED = isSet(CANCELED_AT);

  /** Processed. */
  public static final Condition PROCESSED = isSet(PROCESSED_AT);

  /** Concluded either way. */
  public static final Condition PROCESSED_OR_CANCELED = any(PROCESSED, CANCELED);

  /** Submitted and not concluded. */
  public static final Condition PROCESSABLE =
      all(isSet(SUBMITTED_AT), notSet(PROCESSED_AT), notSet(CANCELED_AT));

  /** The engine has not given up: the window is open and the timer set. */
  public static final Condition UNEXPIRED = all(PROCESSABLE, isSet(DUE_AT));

  /** No attempt was begun in the current submission. */
  public static final Condition NEVER_ATTEMPTED = notSet(ATTEMPTED_AT);

  /** Attempted before, not running, and its time has come. */
  public static final Condition READY_FOR_RETRY =
      all(isSet(ATTEMPTED_AT), isSet(ERROR), reached(DUE_AT));

  /** A next attempt may begin now. */
  public static final Condition ATTEMPTABLE = any(NEVER_ATTEMPTED, READY_FOR_RETRY);

  /** Submitted for now or before, not concluded, attemptable and not given up. */
  public static final Condition REQUIRES_PROCESSING =
      all(UNEXPIRED, reached(LAST_SUBMITTED_AT), ATTEMPTABLE);

  /** The engine gave up and nobody canceled. */
  public static final Condition EXPIRED_WITHOUT_PROCESSING = all(PROCESSABLE, notSet(DUE_AT));

  /** Attempted though never submitted: written by something other than the engine. */
  public static final Condition ATTEMPTED_WITHOUT_BEING_SUBMITTED =
      all(isSet(ATTEMPTED_AT), notSet(SUBMITTED_AT), notSet(PROCESSED_AT), notSet(CANCELED_AT));

  /** The latest finished attempt failed. */
  public static final Condition WITH_ERROR = isSet(ERROR);

  /** Not concluded: running, queued, retrying, scheduled or expired. What {@code /jobs} lists. */
  public static final Condition POTENTIALLY_STUCK =
      any(PROCESSABLE, ATTEMPTED_WITHOUT_BEING_SUBMITTED);

  private AsyncableScopes() {}

  /** Submitted, not concluded, and the engine has not given up. */
  public static <T> Specification<T> unexpired() {
    return where(UNEXPIRED, Instant.EPOCH);
  }

  /** Canceled. */
  public static <T> Specification<T> canceled() {
    return where(CANCELED, Instant.EPOCH);
  }

  /** Submitted and not concluded. */
  public static <T> Specification<T> processable() {
    return where(PROCESSABLE, Instant.EPOCH);
  }

  /** No attempt was begun in the current submission. */
  public static <T> Specification<T> neverAttempted() {
    return where(NEVER_ATTEMPTED, Instant.EPOCH);
  }

  /** Attempted before, not running, and its time has come. */
  public static <T> Specification<T> previouslyAttemptedReadyForRetry(Instant now) {
    return where(READY_FOR_RETRY, now);
  }

  /** A next attempt may begin. */
  public static <T> Specification<T> attemptable(Instant now) {
    return where(ATTEMPTABLE, now);
  }

  /** Submitted for then or before, not concluded, attemptable and not given up. */
  public static <T> Specification<T> requiresProcessing(Instant now) {
    return where(REQUIRES_PROCESSING, now);
  }

  /** The engine gave up and nobody canceled. */
  public static <T> Specification<T> expiredWithoutProcessing() {
    return where(EXPIRED_WITHOUT_PROCESSING, Instant.EPOCH);
  }

  /** Attempted though never submitted. */
  public static <T> Specification<T> attemptedWithoutBeingSubmitted() {
    return where(ATTEMPTED_WITHOUT_BEING_SUBMITTED, Instant.EPOCH);
  }

  /** The latest finished attempt failed. */
  public static <T> Specification<T> withError() {
    return where(WITH_ERROR, Instant.EPOCH);
  }

  /** Not concluded: running, queued, retrying, scheduled or expired. */
  public static <T> Specification<T> potentiallyStuck() {
    return where(POTENTIALLY_STUCK, Instant.EPOCH);
  }

  /** Processed. */
  public static <T> Specification<T> processed() {
    return where(PROCESSED, Instant.EPOCH);
  }

  /** Concluded either way. */
  public static <T> Specification<T> processedOrCanceled() {
    return where(PROCESSED_OR_CANCELED, Instant.EPOCH);
  }

  /** The condition for the only {@link Asyncable} of an entity, as it is at that time. */
  public static <T> Specification<T> where(Condition condition, Instant now) {
    return (root, query, builder) -> {
      List<String> fields =
          root.getModel().getSingularAttributes().stream()
              .filter(attribute -> attribute.getJavaType() == Asyncable.class)
              .map(SingularAttribute::getName)
              .toList();
      if (fields.size() != 1) {
        throw new IllegalArgumentException(
            "%s embeds %d Asyncables %s: name the attribute."
                .formatted(root.getModel().getName(), fields.size(), fields));
      }
      return condition.jpa(root.get(fields.get(0)), builder, now);
    };
  }

  /** The condition for one of several {@link Asyncable}s of an entity. */
  public static <T> Specification<T> where(Condition condition, String field, Instant now) {
    return (root, query, builder) -> condition.jpa(root.get(field), builder, now);
  }

  /** Orders by when the current submission became eligible. */
  public static Sort oldestSubmittedFirst(String field) {
    return Sort.by(field + "." + LAST_SUBMITTED_AT.attribute());
  }
}
