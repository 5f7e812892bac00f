package io.asyncable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Submits records, and does to single ones what people and programs decide. Every call joins the
 * caller's transaction, or runs in one of its own. A call never waits for Kafka. Every act but a
 * submission leaves an entry in the record's history; those that address a record by the name of
 * its process type and its id say who acts and why.
 *
 * <p>A call that returns is kept when its transaction commits, or it throws. {@link
 * org.springframework.transaction.IllegalTransactionStateException} says that the transaction that
 * is bound to the thread can keep nothing: it is over (in a callback after its commit or rollback,
 * such as a {@code @TransactionalEventListener} has by default) or read-only, where a transaction
 * of its own helps ({@code REQUIRES_NEW}); or another transaction manager began it. A call that is
 * refused has changed nothing, so whoever catches {@link ActionRefused} or {@link UnknownRecord}
 * may go on in the same transaction.
 *
 * <p>A record that is new is persisted by submitting it, in one INSERT. Of a stored one a call
 * writes the async state and nothing else. What else was changed in the given object is saved with
 * the transaction if the object is managed, as it always is; <b>of a detached object it is not</b>,
 * because a copy that may be old must not overwrite what others wrote meanwhile. Save it first, or
 * submit it in the transaction that loads it. The given object's async state, and nothing else of
 * it, is brought up to date. A {@code @Version} does not move.
 *
 * <p>Every method refuses an object that embeds no {@link Asyncable}, and one that embeds several
 * unless {@link #field} says which.
 *
 * <p>There is no act that begins an attempt: only a worker's claim does.
 */
public interface Asyncables {

  /**
   * Makes the record eligible to run now, as a new submission: an attempt of an earlier one that
   * still runs can no longer complete.
   *
   * <p>To submit is to ask for something new, under a new {@link Attempt#idempotencyKey()}, unless
   * nothing was attempted under the present one. Code that repeats the same wish, because it failed
   * or its answer was lost, calls {@link #restart} instead: otherwise a service that did the work
   * does it again.
   */
  void submit(Object record);

  /**
   * Makes the record eligible at that time; a time that has passed means now.
   *
   * @throws IllegalArgumentException if the database cannot tell a time that far ahead
   */
  void submit(Object record, Instant startAt);

  /**
   * Makes the record eligible after that delay.
   *
   * @throws IllegalArgumentException if the database cannot tell a time that far ahead
   */
  void submit(Object record, Duration delay);

  /**
   * Submits all of them, in few statements; they may be of different types. Every call flushes what
   * the transaction has changed so far, so this is the way to submit many. When one of them has no
   * row, none is submitted.
   */
  void submitAll(Collection<?> records);

  /**
   * Begins a new submission, of a record that was tried already or has ended, that asks for the
   * same again: it keeps the {@link Attempt#idempotencyKey()} and when the record was first
   * submitted. A processed record is asked for anew, under a new key. What ended before the time
   * that it was scheduled for waits for that time again.
   *
   * @throws ActionRefused if it is scheduled, queued or running, or was never submitted
   */
  void restart(Object record);

  /**
   * Restarts the record with this id of the process type with this name.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it is scheduled, queued or running, or was never submitted
   */
  void restart(String type, String id, String actor, String reason);

  /**
   * Makes the next attempt of a record that is queued or retrying due at once, whatever it waits
   * for: its backoff, a postponement, a breaker that held it when it was last tried. The submission
   * stays the same, with its idempotency key and its window. A breaker that is still open holds the
   * record again.
   *
   * @throws ActionRefused if it is running, scheduled, expired, concluded or was never submitted
   */
  void retryNow(Object record);

  /**
   * The same for the record with this id of the process type with this name.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it is running, scheduled, expired, concluded or was never submitted
   */
  void retryNow(String type, String id, String actor, String reason);

  /**
   * Begins a scheduled submission at once instead of at its time. Its window begins now; when the
   * record was first submitted stays what it was.
   *
   * @throws ActionRefused if it is not scheduled
   */
  void beginNow(Object record);

  /**
   * The same for the record with this id of the process type with this name.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it is not scheduled
   */
  void beginNow(String type, String id, String actor, String reason);

  /**
   * Cancels the record; an attempt that runs is not interrupted, but its completion is discarded.
   *
   * @return false if the record was already processed or canceled, which is left as it is
   */
  boolean cancel(Object record, String reason);

  /**
   * Cancels the record with this id of the process type with this name.
   *
   * @return false if the record was already processed or canceled
   * @throws UnknownRecord if there is no such type or record
   */
  boolean cancel(String type, String id, String actor, String reason);

  /**
   * Concludes the record as processed without its handler, for work that was done in another way.
   * An attempt that runs is not interrupted, but its completion is discarded, and with it the
   * database effects of a {@code @Transactional} handler.
   *
   * @return false if the record was already processed or canceled, which is left as it is
   * @throws ActionRefused if it was never submitted
   */
  boolean markProcessed(Object record, String reason);

  /**
   * Concludes the record with this id of the process type with this name as processed.
   *
   * @return false if the record was already processed or canceled
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it was never submitted
   */
  boolean markProcessed(String type, String id, String actor, String reason);

  /**
   * Replaces the text of the record's error, to explain it or to take personal data out of it. What
   * the history tells of the attempt stays.
   *
   * @param error the new text; must not be blank
   * @throws ActionRefused if it has no error
   */
  void updateError(Object record, String error);

  /**
   * Replaces the error of the record with this id of the process type with this name.
   *
   * @param error the new text; must not be blank
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it has no error
   */
  void updateError(String type, String id, String actor, String error);

  /**
   * Removes the error that a canceled record has kept. While a record is retrying or expired, only
   * its error says so: it is removed by the next attempt, by restarting the record or by marking it
   * processed.
   *
   * @return false if it has no error
   * @throws ActionRefused if it is retrying or expired
   */
  boolean clearError(Object record, String reason);

  /**
   * Removes the error of the canceled record with this id of the process type with this name.
   *
   * @return false if it has no error
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it is retrying or expired
   */
  boolean clearError(String type, String id, String actor, String reason);

  /** The same for one attribute of entities that embed several {@link Asyncable}s. */
  Asyncables field(String attribute);
}
