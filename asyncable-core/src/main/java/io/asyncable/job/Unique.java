package io.asyncable.job;

import java.util.Locale;

/**
 * How long a job is the only one of its type and key. Only {@link Jobs#enqueue} looks at keys:
 * while a job holds the key, the call stores nothing and returns that job. A job's own retries and
 * restarts never look at them.
 */
public enum Unique {
  /** Jobs have no keys. */
  NO,
  /** Until its first attempt begins, so that what is asked for meanwhile is done afterwards. */
  UNTIL_STARTED,
  /** Until it is processed or canceled, or the engine gives it up. */
  UNTIL_EXECUTED,
  /** For a time from when it was enqueued, whatever becomes of it. */
  FOR_PERIOD;

  /** The word in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
