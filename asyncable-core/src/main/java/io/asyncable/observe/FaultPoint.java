package io.asyncable.observe;

/**
 * Gets a call after every step of the protocol. In production it does nothing. A test's bean may
 * wait there, or throw, which ends the work at that step as if it were cut off.
 */
public interface FaultPoint {

  /** The steps, in the order in which a record takes them. */
  enum Step {
    /** The submission is committed; its message is not handed on yet. */
    COMMITTED,
    /** The broker has the message. */
    PUBLISHED,
    /** A worker has the message; nothing is claimed yet. */
    POLLED,
    /** The claim is written; the worker does not know of it yet. */
    CLAIMED,
    /** The broker may forget the message. */
    ACKNOWLEDGED,
    /** The handler returned; its completion is not written yet. */
    HANDLED,
    /** The completion is written. */
    COMPLETED
  }

  /** Nobody listens. */
  FaultPoint NONE = step -> {};

  /** The step is done and the next one has not begun. */
  void passed(Step step);
}
