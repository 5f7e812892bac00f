package io.asyncable.text;

import io.asyncable.Causes;
import java.time.Duration;
import org.slf4j.Logger;

/** Logs an event that may happen a thousand times a second once a minute, with its number. */
public final class SeldomTold {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Logger log;
  private final String sentence;
  private long untold;
  private long tellAt = System.nanoTime();

  /**
   * @param sentence with a place for the number since the last line, and one for the latest reason
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
      log.warn(sentence, untold, LogText.of(reason));
      untold = 0;
    }
  }
}
