package io.asyncable.explain;

import io.asyncable.move.Cause;
import org.jspecify.annotations.Nullable;

/** Why a record is where it is, with the facts that say so. */
public sealed interface Reason permits Resting, Attempting, Waiting, GivenUp {

  /** Which of the closed set it is. */
  Cause cause();

  /** What programs know it by; never changes. */
  default String word() {
    return cause().word();
  }

  /** The reason for people. */
  String sentence();

  /** What happens next, and when. */
  String next();

  /** Whether it goes on as its state promises and all the same deserves a look. */
  default boolean isUnusual() {
    return false;
  }

  /** What a person can do that helps; null if nothing needs to be done or can be. */
  default @Nullable Action action() {
    return null;
  }
}
