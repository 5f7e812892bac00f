package io.asyncable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Submits records, and carries out what people and programs decide about single records. Every call
 * joins the caller's transaction, or runs in a transaction of its own. A call never waits for
 * Kafka. Every act except a submission leaves an entry in the record's history. The methods that
 * take the process type's name and the id also record who acts and why.
 *
 * <p>If a call returns, its change is kept when the transaction commits; otherwise the call throws.
 * {@link org.springframework.transaction.IllegalTransactionStateException} means that the thread's
 * transaction can keep no change: it is over (in a callback after its commit or rollback, as in a
 * {@code @TransactionalEventListener} by default), it is read-only, or another transaction manager
 * began it. In the first two cases use a transaction of its own ({@code REQUIRES_NEW}). A refused
 * call has changed nothing, so a caller who catches {@link ActionRefused} or {@link UnknownRecord}
 * may go on in the same transaction.
 *
 * <p>Submitting a new record persists it, in one INSERT. For a stored record a call writes only the
 * async state. Other changes in the given object are saved with the transaction if the object is
 * managed, as always. <b>Other changes in a detached object are not saved</b>, because an old copy
 * must not overwrite what others wrote meanwhile: save the object first, or submit it in the
 * transaction that loads it. A call updates the async state of the given object, and nothing else
 * in it. A {@code @Version} does not change.
 *
 * <p>Every method refuses an object that embeds no {@link Asyncable}, and an object that embeds
 * several unless {@link #field} names one.
 *
 * <p>No method begins an attempt: only a worker's claim does.
 */
public interface Asyncables {

  /**
   * Makes the record eligible to run now, as a new submission: an attempt of an earlier one that
   * still runs can no longer complete.
   *
   * <p>A submit asks for new work, under a new {@link Attempt#idempotencyKey()}, unless nothing was
   * attempted under the present key. To ask for the same work again, because it failed or its
   * answer was lost, call {@link #restart} instead; otherwise a service that did the work does it
   * again.
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
   * Submits all these records in few statements; they may be of different types. Use it for many
   * records, because every single call flushes the transaction's changes. If one of the records has
   * no row, none is submitted.
   */
  void submitAll(Collection<?> records);

  /**
   * Begins a new submission of a record that was tried already or is concluded. It asks for the
   * same work again: it keeps the {@link Attempt#idempotencyKey()} and the time of the first
   * submission. The restart of a processed record asks for new work, under a new key. A record that
   * ended before the time for which it was scheduled waits for that time again.
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
   * Makes the next attempt of a queued or retrying record due at once, whatever the record waits
   * for: its backoff, a postponement, or a breaker that held it at the last try. The submission
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
   * Begins a scheduled submission at once instead of at its time. Its window begins now. The time
   * of the first submission stays the same.
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
   * Cancels the record. A running attempt is not interrupted, but its completion is discarded.
   *
   * @return false if the record was already processed or canceled; then nothing changes
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
   * Concludes the record as processed without its handler, because the work was done in another
   * way. A running attempt is not interrupted, but its completion is discarded, and with it the
   * database effects of a {@code @Transactional} handler.
   *
   * @return false if the record was already processed or canceled; then nothing changes
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
   * Replaces the text of the record's error, to explain it or to remove personal data from it. The
   * attempt's entry in the history stays as it is.
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
   * Removes the error that a canceled record has kept. The error of a retrying or expired record is
   * part of its state; the next attempt, a restart or marking the record processed removes it.
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

  /** The same methods for one attribute of entities that embed several {@link Asyncable}s. */
  Asyncables field(String attribute);
}
