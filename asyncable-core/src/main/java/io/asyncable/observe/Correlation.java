package io.asyncable.observe;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id by which the application correlates its log lines, carried from the logging context (MDC)
 * of a submission to that of each of its attempts, whether or not anything is traced.
 *
 * @param key the application's key in the MDC; empty carries nothing
 */
record Correlation(String key) {

  /** The name in the record's {@code trace} and of the messages' header. */
  static final String HEADER = "correlation-id";

  private static final int LONGEST = 200;

  /** Adds the current id, if there is one. */
  void addTo(Map<String, String> headers) {
    String id = key.isEmpty() ? null : MDC.get(key);
    if (id != null && !id.isBlank()) {
      headers.put(HEADER, fit(id));
    }
  }

  /** A client may send any id; the stored one must be a single line that a text column accepts. */
  private static String fit(String id) {
    String text = id.strip();
    return text.substring(0, Math.min(LONGEST, text.length()))
        .replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }

  /** Does the work under the id of its submission, and leaves the thread's own as it was. */
  <T> T during(Map<String, String> headers, Callable<T> work) throws Exception {
    String id = headers.get(HEADER);
    if (id == null || key.isEmpty()) {
      return work.call();
    }
    String own = MDC.get(key);
    MDC.put(key, id);
    try {
      return work.call();
    } finally {
      restore(own);
    }
  }

  private void restore(@Nullable String own) {
    if (own == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, own);
    }
  }
}
