package io.asyncable.app.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what was answered to each idempotency key, and what each effect was for. It lives as
 * long as its service and grows with it: a sandbox has small work to do.
 */
final class EffectLog {

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, List<String>> keysByReference = new HashMap<>();
  private long calls;
  private long repeats;
  private long lost;

  /** Notes a call that arrived, whatever becomes of it. */
  synchronized void called() {
    calls++;
  }

  /** Notes that an answer did not arrive. */
  synchronized void lost() {
    lost++;
  }

  /** The first answer of the key; the effect happens only if there was none. */
  synchronized String answer(String key, String reference, Supplier<String> effect) {
    String known = answers.get(key);
    if (known != null) {
      repeats++;
      return known;
    }
    String answer = effect.get();
    answers.put(key, answer);
    keysByReference.computeIfAbsent(reference, none -> new ArrayList<>(1)).add(key);
    return answer;
  }

  synchronized Effects effects() {
    Map<String, List<String>> several = new HashMap<>();
    keysByReference.forEach(
        (reference, keys) -> {
          if (keys.size() > 1) {
            several.put(reference, List.copyOf(keys));
          }
        });
    return new Effects(calls, answers.size(), repeats, lost, several);
  }

  synchronized void clear() {
    answers.clear();
    keysByReference.clear();
    calls = 0;
    repeats = 0;
    lost = 0;
  }
}
