package io.asyncable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Submits, restarts and cancels records. Every call joins the caller's transaction, or runs in one
 * of its own, and brings the given objects up to date. A call never waits for Kafka.
 *
 * <p>A record that is new is persisted by submitting it, in one INSERT. Every method refuses an
 * object that embeds no {@link Asyncable}, and one that embeds several unless {@link #field} says
 * which.
 */
public interface Asyncables {

  /**
   * Makes the record eligible to run now, as a new submission: an attempt of an earlier one that
   * still runs can no longer complete.
   */
  void submit(Object record);

  /** Makes the record eligible at that time; a time that has passed means now. */
  void submit(Object record, Instant startAt);

  /** Makes the record eligible after that delay. */
  void submit(Object record, Duration delay);

  /** Submits all of them, in few statements; they may be of different types. */
  void submitAll(Collection<?> records);

  /**
   * Begins a new submission, keeping when the record was first submitted.
   *
   * @throws ActionRefused if it is running, or was never submitted
   */
  void restart(Object record);

  /**
   * Restarts the record with this id of the process type with this name.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws ActionRefused if it is running, or was never submitted
   */
  void restart(String type, String id, String actor, String reason);

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

  /** The same for one attribute of entities that embed several {@link Asyncable}s. */
  Asyncables field(String attribute);
}
