package io.asyncable.text;

import io.asyncable.Causes;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs an event that may happen a thousand times a second: the first one at once, then one line a
 * minute with the number of events since the line before.
 */
public final class SeldomTold {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Logger log;
  private final String sentence;
  private long untold;
  private long tellAt = System.nanoTime();

  /**
   * @param sentence with two places: how often it happened since the last line, such as "3 times",
   *     and the reason of the latest event
   */
  public SeldomTold(Logger log, String sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  /**
   * Counts a failure; logs it in one line, without a stack trace. If the database stops everything,
   * {@link DatabaseTold} logs it instead, with the failures of all others.
   */
  public void happened(Throwable reason) {
    if (!DatabaseTold.tells(reason)) {
      happened(ErrorDetails.line(Causes.innermost(reason)));
    }
  }

  /** Counts an event. */
  public synchronized void happened(String reason) {
    untold++;
    long now = System.nanoTime();
    if (tellAt - now <= 0) {
      tellAt = now + MINUTE.toNanos();
      log.warn(sentence, Plural.of(untold, "time"), LogText.of(reason));
      untold = 0;
    }
  }
}
