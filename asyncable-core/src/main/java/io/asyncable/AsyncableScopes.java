package io.asyncable;

import static io.asyncable.AsyncColumn.ATTEMPTED_AT;
import static io.asyncable.AsyncColumn.CANCELED_AT;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.ERROR;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;
import static io.asyncable.AsyncColumn.PROCESSED_AT;
import static io.asyncable.Condition.all;
import static io.asyncable.Condition.any;
import static io.asyncable.Condition.isSet;
import static io.asyncable.Condition.notSet;
import static io.asyncable.Condition.reached;

import jakarta.persistence.metamodel.SingularAttribute;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * Questions about the async state of records, as Spring Data specifications and as conditions:
 *
 * <pre>{@code
 * claims.findAll(potentiallyStuck(now), oldestSubmittedFirst("establishment"));
 * filings.findAll(where(POTENTIALLY_STUCK, "decision", now));
 * }</pre>
 *
 * <p>The methods without an attribute's name are for entities that embed one {@link Asyncable}. If
 * an entity embeds several, use {@link #where(Condition, String, Instant)} with the condition.
 *
 * <p>The names and meanings come from Caseflow's concern. Three answers differ, because this engine
 * keeps a timer for each waiting record instead of comparing {@code attempted_at} with a retry
 * interval: an expired record has no timer, so it is not attemptable; a first attempt is due at
 * once and not an interval later; and a canceled record is not expired any more.
 */
public final class AsyncableScopes {

  /** Submitted for any time, past or future, and neither processed nor canceled. */
  public static final Condition UNCONCLUDED =
      all(isSet(LAST_SUBMITTED_AT), notSet(PROCESSED_AT), notSet(CANCELED_AT));

  /** A person, a program or the handler canceled it. */
  public static final Condition CANCELED = isSet(CANCELED_AT);

  /** Done: the handler succeeded, or somebody marked it processed. */
  public static final Condition PROCESSED = isSet(PROCESSED_AT);

  /** Concluded: nothing more happens unless somebody restarts it. */
  public static final Condition PROCESSED_OR_CANCELED = any(PROCESSED, CANCELED);

  /**
   * There is work to do on it now: its time has come and it is not concluded. It may run already,
   * wait for another attempt, or have expired. A scheduled record is not processable yet.
   */
  public static final Condition PROCESSABLE = all(reached(LAST_SUBMITTED_AT), UNCONCLUDED);

  /**
   * The engine still takes care of it: it is not concluded and has a timer, so an attempt runs or
   * will come by itself. Scheduled records are unexpired.
   */
  public static final Condition UNEXPIRED = all(UNCONCLUDED, isSet(DUE_AT));

  /**
   * No attempt was begun in the current submission, so that submission has sent nothing yet. It
   * does not check anything else: combine it with {@link #CANCELED} to find records that were
   * canceled in time, with {@link #PROCESSABLE} to find records that wait for a first attempt.
   */
  public static final Condition NEVER_ATTEMPTED = notSet(ATTEMPTED_AT);

  /** Its latest attempt failed, and the time for the next one has come. */
  public static final Condition READY_FOR_RETRY =
      all(PROCESSABLE, isSet(ATTEMPTED_AT), isSet(ERROR), reached(DUE_AT));

  /**
   * An attempt, the first or the next, may begin now. Never true of a record that is concluded,
   * scheduled, running, expired, or waiting for its backoff.
   */
  public static final Condition ATTEMPTABLE =
      all(PROCESSABLE, UNEXPIRED, any(NEVER_ATTEMPTED, READY_FOR_RETRY));

  /**
   * A worker should take it now. Caseflow's jobs ask this and take the oldest first. Here it is the
   * same as {@link #ATTEMPTABLE}, because an expired record is not attemptable.
   */
  public static final Condition REQUIRES_PROCESSING = all(PROCESSABLE, ATTEMPTABLE, UNEXPIRED);

  /** The engine gave up, so a person must look: the engine does nothing more by itself. */
  public static final Condition EXPIRED_WITHOUT_PROCESSING = all(UNCONCLUDED, notSet(DUE_AT));

  /**
   * Attempted though never submitted, and not concluded. The engine does nothing with such a record
   * and never writes one, so a person should look at it.
   */
  public static final Condition ATTEMPTED_WITHOUT_BEING_SUBMITTED =
      all(
          isSet(ATTEMPTED_AT),
          notSet(LAST_SUBMITTED_AT),
          notSet(PROCESSED_AT),
          notSet(CANCELED_AT));

  /**
   * Its latest finished attempt failed, was lost or was postponed. A canceled record keeps its
   * error; a processed record has none.
   */
  public static final Condition WITH_ERROR = isSet(ERROR);

  /**
   * The people responsible may have to look at it, and {@code /jobs} lists it: queued, running,
   * retrying or expired, or attempted without being submitted. A scheduled record is not stuck
   * until its time has come.
   */
  public static final Condition POTENTIALLY_STUCK =
      any(PROCESSABLE, ATTEMPTED_WITHOUT_BEING_SUBMITTED);

  private AsyncableScopes() {}

  /** {@link #UNCONCLUDED}. */
  public static <T> Specification<T> unconcluded() {
    return where(UNCONCLUDED, Instant.EPOCH);
  }

  /** {@link #UNEXPIRED}. */
  public static <T> Specification<T> unexpired() {
    return where(UNEXPIRED, Instant.EPOCH);
  }

  /** {@link #CANCELED}. */
  public static <T> Specification<T> canceled() {
    return where(CANCELED, Instant.EPOCH);
  }

  /** {@link #PROCESSABLE}. */
  public static <T> Specification<T> processable(Instant now) {
    return where(PROCESSABLE, now);
  }

  /** {@link #NEVER_ATTEMPTED}. */
  public static <T> Specification<T> neverAttempted() {
    return where(NEVER_ATTEMPTED, Instant.EPOCH);
  }

  /** {@link #READY_FOR_RETRY}. */
  public static <T> Specification<T> previouslyAttemptedReadyForRetry(Instant now) {
    return where(READY_FOR_RETRY, now);
  }

  /** {@link #ATTEMPTABLE}. */
  public static <T> Specification<T> attemptable(Instant now) {
    return where(ATTEMPTABLE, now);
  }

  /** {@link #REQUIRES_PROCESSING}. */
  public static <T> Specification<T> requiresProcessing(Instant now) {
    return where(REQUIRES_PROCESSING, now);
  }

  /** {@link #EXPIRED_WITHOUT_PROCESSING}. */
  public static <T> Specification<T> expiredWithoutProcessing() {
    return where(EXPIRED_WITHOUT_PROCESSING, Instant.EPOCH);
  }

  /** {@link #ATTEMPTED_WITHOUT_BEING_SUBMITTED}. */
  public static <T> Specification<T> attemptedWithoutBeingSubmitted() {
    return where(ATTEMPTED_WITHOUT_BEING_SUBMITTED, Instant.EPOCH);
  }

  /** {@link #WITH_ERROR}. */
  public static <T> Specification<T> withError() {
    return where(WITH_ERROR, Instant.EPOCH);
  }

  /** {@link #POTENTIALLY_STUCK}. */
  public static <T> Specification<T> potentiallyStuck(Instant now) {
    return where(POTENTIALLY_STUCK, now);
  }

  /** {@link #PROCESSED}. */
  public static <T> Specification<T> processed() {
    return where(PROCESSED, Instant.EPOCH);
  }

  /** {@link #PROCESSED_OR_CANCELED}. */
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

  /** Orders by when the current submission became eligible: the longest waiting comes first. */
  public static Sort oldestSubmittedFirst(String field) {
    return Sort.by(field + "." + LAST_SUBMITTED_AT.attribute());
  }
}
