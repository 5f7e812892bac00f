package io.asyncable.move;

import static io.asyncable.AsyncColumn.ATTEMPTED_AT;
import static io.asyncable.AsyncColumn.ATTEMPTS;
import static io.asyncable.AsyncColumn.CANCELED_AT;
import static io.asyncable.AsyncColumn.CAUSE;
import static io.asyncable.AsyncColumn.CLAIMED_BY;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.ERROR;
import static io.asyncable.AsyncColumn.HOLD;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;
import static io.asyncable.AsyncColumn.PROCESSED_AT;
import static io.asyncable.AsyncColumn.PUBLISHED_AT;
import static io.asyncable.AsyncColumn.SUBMITTED_AT;
import static io.asyncable.AsyncColumn.TRACE;
import static io.asyncable.Condition.all;
import static io.asyncable.Condition.any;
import static io.asyncable.Condition.attempted;
import static io.asyncable.Condition.isSet;
import static io.asyncable.Condition.not;
import static io.asyncable.Condition.notSet;
import static io.asyncable.move.Rule.Token.ATTEMPT;
import static io.asyncable.move.Rule.Token.EPOCH;
import static io.asyncable.move.Rule.Token.SUBMISSION;
import static io.asyncable.move.Rule.always;
import static io.asyncable.move.Rule.when;

import io.asyncable.Condition;
import io.asyncable.State;

/**
 * The protocol: every move of a record, told once. Each statement that moves records is rendered
 * from here by {@link MoveSql}. A record that does not meet what the move expects, or whose tokens
 * differ from those that the caller has seen, is not moved.
 *
 * <p>A new record's submission is the one move without a statement of its own: it is part of the
 * INSERT of the entity.
 */
enum Move {

  /**
   * The application asks for new work. A submission is recognised by its time, so it never gets the
   * time of the one before: {@code last_submitted_at} moves on by a microsecond where they would be
   * equal.
   *
   * <p>{@code submitted_at} is the idempotency key's, so it only moves forward. It stays while
   * nothing can have been sent under it: {@code claimed_by} outlives a restart, and says that an
   * attempt of an earlier submission may have.
   */
  SUBMIT(
      always()
          .set(
              SUBMITTED_AT,
              """
              coalesce(
                  case when t.{attempts} = 0 and t.{claimed_by} is null and t.{processed_at} is null
                    then t.{submitted_at} end,
                  greatest(:now, t.{submitted_at} + interval '1 microsecond'))""")
          .set(
              LAST_SUBMITTED_AT,
              """
              case when t.{last_submitted_at} = :eligible
                  then t.{last_submitted_at} + interval '1 microsecond' else :eligible end""")
          .set(ATTEMPTS, "0")
          .set(DUE_AT, ":due")
          .set(TRACE, ":trace")
          .set(PUBLISHED_AT, ":published")
          .clear(ATTEMPTED_AT, PROCESSED_AT, CANCELED_AT, ERROR, CAUSE, CLAIMED_BY)),

  /**
   * A living worker begins an attempt that the engine has published. A submission and a number of
   * attempts can be guessed, and what is scheduled or backs off must not begin before its time. The
   * timer is moved only when it is near, so that the update touches no index and stays HOT.
   */
  CLAIM(
      when(timed(), isSet(PUBLISHED_AT))
          .and(byLivingWorker())
          .comparing(SUBMISSION, ATTEMPT)
          .set(ATTEMPTED_AT, ":now")
          .set(ATTEMPTS, "t.{attempts} + 1")
          .set(CLAIMED_BY, ":epoch")
          .set(DUE_AT, "case when t.{due_at} < :near then :lease else t.{due_at} end")
          .clear(ERROR, CAUSE, PUBLISHED_AT)),

  /**
   * The handler of an attempt is about to begin that must not be repeated unless it is known to
   * have had no effect. From now until its end is written, the outcome is unknown, and the cause
   * says so.
   */
  BEGIN_ONCE(
      when(State.RUNNING.condition())
          .and(byLivingWorker())
          .comparing(SUBMISSION, ATTEMPT, EPOCH)
          .set(CAUSE, "'outcome_unknown'")),

  /** An attempt succeeded; perhaps late, after it was judged lost and before the next one began. */
  COMPLETE(
      when(timed())
          .comparing(SUBMISSION, ATTEMPT, EPOCH)
          .set(PROCESSED_AT, ":now")
          .clear(DUE_AT, ERROR, CAUSE)),

  /** A running attempt failed, was lost or was postponed, and another one follows. */
  FAIL(
      when(State.RUNNING.condition())
          .comparing(SUBMISSION, ATTEMPT, EPOCH)
          .set(ERROR, Given.ERROR)
          .set(CAUSE, Given.CAUSE)
          .set(DUE_AT, Given.DUE)
          .leavesGivenEvent()
          .with("cause", Given.CAUSE)
          .with("began_at", Given.BEGUN)
          .with("worker", "t.{claimed_by}")
          .with(
              "worker_name",
              "(select w.name from asyncable_worker w where w.epoch = t.{claimed_by})")
          .with("error_class", Given.ERROR_CLASS)
          .with("message", Given.MESSAGE)
          .with("stack", Given.STACK)
          .with("frame", Given.FRAME)
          .with("pattern", Given.PATTERN)
          .with("fingerprint", Given.FINGERPRINT)
          .with("remedy", Given.REMEDY)
          .with("failures", Given.FAILURES)
          .with("losses", Given.LOSSES)),

  /** The engine gives up a waiting record. */
  EXPIRE(
      when(timed(), waiting())
          .comparing(SUBMISSION, ATTEMPT)
          .set(ERROR, Given.ERROR)
          .set(CAUSE, Given.CAUSE)
          .clear(DUE_AT)
          .leaves(Event.EXPIRED)
          .with("cause", Given.CAUSE)
          .with("worker", "case when t.{attempts} > 0 then t.{claimed_by} end")
          .with("message", Given.ERROR)
          .counting()),

  /** The handler cancels the record of its attempt. */
  CANCEL_BY_HANDLER(
      when(timed())
          .comparing(SUBMISSION, ATTEMPT, EPOCH)
          .set(CANCELED_AT, ":now")
          .clear(DUE_AT, CAUSE)
          .leaves(Event.CANCELED)
          .with("worker", "t.{claimed_by}")
          .with("actor", "'" + ActedBy.HANDLER + "'")
          .with("message", ":reason")),

  /** The engine looks at the record again at another time. */
  SET_TIMER(when(timed()).comparing(SUBMISSION, ATTEMPT).set(DUE_AT, Given.DUE)),

  /** The engine looks at a waiting record later, because an open breaker holds it. */
  HOLD_BACK(
      when(timed(), waiting())
          .comparing(SUBMISSION, ATTEMPT)
          .set(DUE_AT, Given.DUE)
          .set(HOLD, ":hold")),

  /** A message for the next attempt goes out. */
  PUBLISH(
      when(timed())
          .comparing(SUBMISSION, ATTEMPT)
          .set(PUBLISHED_AT, ":now")
          .set(DUE_AT, Given.DUE)),

  /**
   * A waiting record's message was turned back. A message must not move the timer of a record that
   * is scheduled or backs off, so the record must be published.
   */
  PARK(
      when(timed(), waiting(), isSet(PUBLISHED_AT))
          .comparing(SUBMISSION, ATTEMPT)
          .set(DUE_AT, Given.DUE)
          .set(HOLD, ":hold")
          .clear(PUBLISHED_AT)),

  /**
   * A dead worker's unfinished attempt is due at once. It gets the time when it began, so that it
   * comes before a backlog that is due as well.
   */
  RELEASE(
      when(State.RUNNING.condition())
          .and("t.{due_at} > t.{attempted_at}")
          .comparing(EPOCH)
          .set(DUE_AT, "t.{attempted_at}")),

  /**
   * Somebody asks for the same work again, so {@code submitted_at}, part of the idempotency key,
   * stays, and {@code claimed_by} still shows that something may have been sent under the key. For
   * a processed record it asks for new work. A record that ended before its scheduled time waits
   * for that time again, because nobody asked for it sooner.
   */
  RESTART(
      when(Act.RESTART.condition())
          .set(
              SUBMITTED_AT,
              """
              case when t.{processed_at} is null then t.{submitted_at}
                  else greatest(:now, t.{submitted_at} + interval '1 microsecond') end""")
          .set(CLAIMED_BY, "case when t.{processed_at} is null then t.{claimed_by} end")
          .set(
              LAST_SUBMITTED_AT,
              """
              case when t.{last_submitted_at} = :now
                    or t.{attempts} = 0 and t.{last_submitted_at} > :now
                  then t.{last_submitted_at} + interval '1 microsecond' else :now end""")
          .set(
              DUE_AT,
              """
              case when t.{attempts} = 0 and t.{last_submitted_at} > :now
                  then t.{last_submitted_at} + interval '1 microsecond' else :due end""")
          .set(
              PUBLISHED_AT,
              """
              case when t.{attempts} = 0 and t.{last_submitted_at} > :now
                  then null else :now end""")
          .set(ATTEMPTS, "0")
          .clear(ATTEMPTED_AT, PROCESSED_AT, CANCELED_AT, ERROR, CAUSE)
          .leaves(Event.RESTARTED)
          .byActor()),

  /**
   * A scheduled submission begins before its time. The replaced time is in the future, so no
   * submission of the record has had the present time.
   */
  BEGIN_NOW(
      when(Act.BEGIN.condition())
          .set(LAST_SUBMITTED_AT, ":now")
          .set(DUE_AT, ":due")
          .set(PUBLISHED_AT, ":now")
          .leaves(Event.BEGUN_NOW)
          .byActor()),

  /**
   * What the record has waited for is over, so its submission begins, and with it its window. The
   * replaced time is in the future, so no submission of the record has had the present time.
   */
  BEGIN_WAITING(
      when(State.SCHEDULED.condition())
          .set(LAST_SUBMITTED_AT, ":now")
          .set(DUE_AT, ":due")
          .set(PUBLISHED_AT, ":now")),

  /** A waiting record's next attempt is due at once; messages on their way stay valid. */
  RETRY_NOW(
      when(Act.RETRY.condition())
          .set(DUE_AT, ":due")
          .set(PUBLISHED_AT, ":now")
          .leaves(Event.RETRIED_NOW)
          .byActor()),

  CANCEL(
      when(Act.CANCEL.condition())
          .set(CANCELED_AT, ":now")
          .clear(DUE_AT)
          .leaves(Event.CANCELED)
          .byActor()),

  /** Somebody concludes a submission whose work was done in another way. */
  MARK_PROCESSED(
      when(Act.MARK_PROCESSED.condition())
          .set(PROCESSED_AT, ":now")
          .clear(DUE_AT, ERROR, CAUSE)
          .leaves(Event.MARKED_PROCESSED)
          .byActor()),

  /**
   * A record without an error gets none; otherwise its attempt would seem to have failed. Whatever
   * somebody writes, the cause stays.
   */
  UPDATE_ERROR(when(isSet(ERROR)).set(ERROR, ":error").leaves(Event.ERROR_UPDATED).byActor()),

  /** The error of a live record is part of its state: without it, the record would seem to run. */
  CLEAR_ERROR(
      when(isSet(ERROR), isSet(CANCELED_AT)).clear(ERROR).leaves(Event.ERROR_CLEARED).byActor());

  private final Rule rule;

  Move(Rule rule) {
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }

  /** Neither concluded nor given up. */
  private static Condition timed() {
    return all(notSet(PROCESSED_AT), notSet(CANCELED_AT), isSet(DUE_AT));
  }

  private static String byLivingWorker() {
    return "exists (select 1 from asyncable_worker w"
        + " where w.epoch = :epoch and w.dead_at is null)";
  }

  /** No worker holds it. */
  private static Condition waiting() {
    return any(not(attempted()), isSet(ERROR));
  }
}
