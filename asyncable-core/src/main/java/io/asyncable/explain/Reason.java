package io.asyncable.explain;

import io.asyncable.move.Cause;
import io.asyncable.text.TimedText;
import org.jspecify.annotations.Nullable;

/** Why a record is in its state, with the facts that show it. */
public sealed interface Reason permits Resting, Attempting, Waiting, GivenUp {

  /** The cause, one of a closed set. */
  Cause cause();

  /** The word of the cause for programs; never changes. */
  default String word() {
    return cause().word();
  }

  /** The reason as a sentence for people. */
  TimedText sentence();

  /** What happens next, and when. */
  TimedText next();

  /**
   * What people who may act on the record can do to help, as sentences; empty if nothing helps or
   * is needed. Others are not told to.
   */
  default TimedText help() {
    return TimedText.of("");
  }

  /** What happens next, and what people can do to help. */
  default TimedText nextWithHelp() {
    return help().absolute().isEmpty() ? next() : next().and(" ").and(help());
  }

  /** The reason and what happens next in one short line, for a row of a list. */
  TimedText brief();

  /**
   * Whether the record deserves a look although it makes progress, such as an attempt that runs far
   * longer than usual.
   */
  default boolean isUnusual() {
    return false;
  }

  /** What a person can do to help; null if nothing helps or is needed. */
  default @Nullable Action action() {
    return null;
  }
}
