package io.asyncable.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * Logs at most one line a minute for each key, such as a process type, so that a frequent event of
 * one key hides no event of another.
 */
public final class ThrottledLogByKey<K> {

  private final Map<K, ThrottledLog> byKey = new ConcurrentHashMap<>();
  private final Logger log;
  private final Function<K, String> sentence;

  /**
   * @param sentence the sentence for a key, with the two places of {@link ThrottledLog}
   */
  public ThrottledLogByKey(Logger log, Function<K, String> sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  /** Counts an event. */
  public void event(K key, String reason) {
    byKey.computeIfAbsent(key, added -> new ThrottledLog(log, sentence.apply(added))).event(reason);
  }
}
