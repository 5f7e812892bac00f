package io.asyncable.text;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs an event that may happen a thousand times a second: the first one at once, then one line a
 * minute with the number of events since the line before.
 */
public final class ThrottledLog {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Logger log;
  private final String sentence;
  private long unlogged;
  private long logAt = System.nanoTime();

  /**
   * @param sentence with two places: how often it happened since the last line, such as "3 times",
   *     and the reason of the latest event
   */
  public ThrottledLog(Logger log, String sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  /** Counts an event, and logs it if the last line is a minute old. */
  public synchronized void event(String reason) {
    unlogged++;
    long now = System.nanoTime();
    if (logAt - now <= 0) {
      logAt = now + MINUTE.toNanos();
      log.warn(sentence, Plural.of(unlogged, "time"), LogText.of(reason));
      unlogged = 0;
    }
  }
}
