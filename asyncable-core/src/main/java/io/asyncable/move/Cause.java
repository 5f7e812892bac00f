package io.asyncable.move;

import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.Condition.all;
import static io.asyncable.Condition.any;
import static io.asyncable.Condition.not;
import static io.asyncable.Condition.reached;

import io.asyncable.AsyncableScopes;
import io.asyncable.Condition;
import io.asyncable.State;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is where it is. Several causes may hold at once, such as a paused queue and an open
 * breaker: an explanation shows the one that outranks the others, and a list finds the record by
 * each.
 *
 * <p>How an attempt ended without success ({@link Failure}) and why the engine gave up are words in
 * the row and in its history, and what puts a waiting record off is one in the row. The database
 * knows them, by constraints. The others follow from what surrounds the record.
 */
public enum Cause {
  /** A worker holds its latest attempt. */
  RUNNING(State.RUNNING.condition()),
  /** It waits for a worker to begin the first attempt. */
  QUEUED(State.QUEUED.condition()),
  /** It was submitted for a time that has not come yet. */
  SCHEDULED(State.SCHEDULED.condition()),
  /** It waits until other jobs have ended. No time that anybody can ask for is that late. */
  WAITS_FOR_JOBS(
      State.SCHEDULED.condition(),
      "t.{last_submitted_at} > timestamptz '290000-01-01 00:00:00+00'"),
  /** Its latest attempt failed, was lost or was postponed, and another attempt follows. */
  RETRYING(State.RETRYING.condition()),
  /** It waits, and its queue is paused. */
  QUEUE_PAUSED(waiting()),
  /** It waits, and its type needs a service whose circuit breaker is open. */
  HELD(waiting()),
  /** It waits, and Kafka does not answer. */
  KAFKA_UNREACHABLE(waiting()),
  /** It waits, and no living worker consumes its queue. */
  NOBODY_CONSUMES(waiting()),
  /** It waits, and every worker that consumes its queue fails to take messages from it. */
  CONSUMING_FAILS(waiting()),
  /** It waits for a later time, because a rate limiter of its type has refused it. */
  RATE_LIMITED(parked(), "t.{hold} = 'rate_limited'"),
  /** It waits for a later time, because a bulkhead of its type has refused it. */
  BULKHEAD_FULL(parked(), "t.{hold} = 'bulkhead_full'"),
  /** It is due, but no sweeper has looked at it. */
  TIMER_OVERDUE(all(any(waiting(), State.RUNNING.condition()), reached(DUE_AT))),
  /** Its worker died during the latest attempt. */
  WORKER_DIED(
      any(State.RUNNING.condition(), State.RETRYING.condition()),
      """
      (t.{cause} = 'worker_died' or t.{error} is null and not exists (
        select 1 from asyncable_worker w where w.epoch = t.{claimed_by} and w.dead_at is null))\
      """),
  /** The engine gave up because the window is over. */
  EXPIRED_WINDOW(State.EXPIRED.condition(), "t.{cause} = 'expired_window'"),
  /** The engine gave up because the record failed as often as its type allows. */
  EXPIRED_ATTEMPTS(State.EXPIRED.condition(), "t.{cause} = 'expired_attempts'"),
  /** The engine gave up because of a permanent failure. */
  EXPIRED_PERMANENT(State.EXPIRED.condition(), "t.{cause} = 'expired_permanent'"),
  /** The engine gave up because the payload of a job cannot be read. */
  PAYLOAD_UNREADABLE(State.EXPIRED.condition(), "t.{cause} = 'payload_unreadable'"),
  /** The engine gave up because the record was lost with its worker again and again. */
  QUARANTINED(State.EXPIRED.condition(), "t.{cause} = 'quarantined'"),
  /** The engine gave up because nobody knows whether the latest attempt did its work. */
  OUTCOME_UNKNOWN(State.EXPIRED.condition(), "t.{cause} = 'outcome_unknown'"),
  /** It expired, and nothing says why: something other than the engine wrote it. */
  EXPIRED(
      State.EXPIRED.condition(),
      """
      (t.{cause} in ('expired_window', 'expired_attempts', 'expired_permanent',
        'payload_unreadable', 'quarantined', 'outcome_unknown')) is not true\
      """),
  /** Attempted though never submitted: written by something other than the engine. */
  NEVER_SUBMITTED(AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED),
  /** No message of it is on its way. Only Kafka knows this, so no list can filter by it. */
  NOT_PUBLISHED(State.QUEUED.condition()),
  /** Its latest attempt ended with an exception. To people it is retrying, as are the next four. */
  FAILED(State.RETRYING.condition()),
  /** Its handler, or something before it, put the latest attempt off. */
  POSTPONED(State.RETRYING.condition()),
  /** Its worker stopped before the latest attempt began or ended. */
  GIVEN_BACK(State.RETRYING.condition()),
  /** Its worker lives, and does not hold the latest attempt. */
  LOST(State.RETRYING.condition()),
  /** Its latest attempt was still at work after a whole window. */
  OVERRAN(State.RETRYING.condition()),
  /** It was never submitted; in no list. */
  NOT_SUBMITTED(State.NOT_SUBMITTED.condition()),
  /** Concluded; in no list. */
  PROCESSED(State.PROCESSED.condition()),
  /** Concluded; in no list. */
  CANCELED(State.CANCELED.condition());

  private static final Map<String, Cause> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Cause::word, cause -> cause));

  private final Condition condition;
  private final @Nullable String moreSql;

  Cause(Condition condition) {
    this(condition, null);
  }

  Cause(Condition condition, @Nullable String moreSql) {
    this.condition = condition;
    this.moreSql = moreSql;
  }

  private static Condition waiting() {
    return any(State.QUEUED.condition(), State.RETRYING.condition());
  }

  private static Condition parked() {
    return all(waiting(), not(reached(DUE_AT)));
  }

  /** The word for programs, addresses and files; never changes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of that word; empty for none, and for a word of a later version of the library. */
  public static Optional<Cause> of(@Nullable String word) {
    return word == null ? Optional.empty() : Optional.ofNullable(BY_WORD.get(word));
  }

  /** Whether a list can be asked for it. */
  public boolean isListed() {
    return compareTo(NOT_PUBLISHED) < 0;
  }

  /** The condition on the columns, as far as they show the cause. */
  public Condition condition() {
    return condition;
  }

  /** A further condition as a template of SQL about {@code t}; null for none. */
  public @Nullable String moreSql() {
    return moreSql;
  }
}
