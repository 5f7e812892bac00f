package io.asyncable.ops.floods;

import io.asyncable.ops.bench.LatestResults;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of one flood.
 *
 * @param seconds how long it lasted
 * @param answers how many requests or messages were answered how
 * @param filings how many requests to file a review were answered with which status, or not at all
 * @param accepted reviews that were answered with 201
 * @param unprocessed those of them that were not processed a minute after the flood
 * @param doubled effects that happened more than once
 * @param health what health said, and how often
 * @param slowestHealth the slowest answer to a probe, in seconds
 * @param slowestFiling the longest time from the first request of a review to its 201, in seconds
 * @param heapBefore what the heap held after a full collection, in MB
 * @param heapAfter the same after the flood
 * @param failedPolls how often a consumer's loop began anew, as the log tells
 * @param logLines in the minute that has most
 * @param broken which bounds were not kept
 */
record Result(
    String flood,
    String date,
    String sentence,
    long seconds,
    Map<String, Long> answers,
    Map<String, Integer> filings,
    int accepted,
    int unprocessed,
    int doubled,
    Map<String, Integer> health,
    double slowestHealth,
    double slowestFiling,
    double heapBefore,
    double heapAfter,
    int failedPolls,
    int logLines,
    List<String> broken)
    implements LatestResults.Result {

  static final String HEADER =
      """
      | flood | date | seconds | sent | answers | accepted | not processed | doubled | health said | slowest health | filings | slowest filing | heap before, after | loops begun anew | log lines a minute | bounds |
      |---|---|---:|---:|---|---:|---:|---:|---|---:|---|---:|---:|---:|---:|---|
      """;

  @Override
  public String name() {
    return flood;
  }

  @Override
  public String row() {
    return "| %s: %s | %s | %d | %,d | %s | %d | %d | %d | %s | %.2f s | %s | %.1f s | %.0f, %.0f MB | %d | %d | %s |"
        .formatted(
            flood,
            sentence,
            date,
            seconds,
            answers.values().stream().mapToLong(Long::longValue).sum(),
            counted(answers),
            accepted,
            unprocessed,
            doubled,
            counted(health),
            slowestHealth,
            counted(filings),
            slowestFiling,
            heapBefore,
            heapAfter,
            failedPolls,
            logLines,
            broken.isEmpty() ? "kept" : "**broken**: " + cell(String.join("; ", broken)));
  }

  private static String counted(Map<String, ? extends Number> counts) {
    return counts.entrySet().stream()
        .map(each -> "%s (%,d)".formatted(cell(each.getKey()), each.getValue().longValue()))
        .collect(Collectors.joining("; "));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
