package io.asyncable.job.batch;

import java.util.Locale;

/**
 * What a job does that waits for another one when that one is canceled, or the engine gives it up.
 * A job that was processed, or that was deleted after it had ended, lets the other begin in any
 * case.
 */
public enum Otherwise {
  /** It goes on waiting, until somebody restarts the other one and that is processed. */
  WAIT,
  /**
   * It is canceled too. If a person restarts it, it is not canceled again, but waits like {@link
   * #WAIT}.
   */
  CANCEL,
  /** It begins all the same. */
  GO_ON;

  /** The word in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Otherwise of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
