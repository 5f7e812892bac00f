package io.asyncable.ops.faults;

import io.asyncable.ops.bench.LatestResults;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of one fault.
 *
 * @param accepted reviews that were answered with 201
 * @param filed reviews that there are in the end, with those imported and those whose answer never
 *     came
 * @param lost accepted reviews that were not processed 60 s after the fault's end
 * @param doubled effects that happened more than once
 * @param seconds from the fault's end until all was accepted and processed; NaN if it was never
 * @param honest whether health said what it was to say, and in the end that all is well
 * @param well whether it said the latter
 * @param health what each instance's health said, and for how many of the seconds
 * @param logLines of the instance that logged most, in its busiest minute
 * @param troubleLines the same of warnings, errors and stack traces
 * @param figures what only this fault measures
 * @param answers how many requests were answered with which status, or not at all
 * @param broken which bounds were not kept
 * @param notRun why it was not run; empty if it was
 */
record Result(
    String fault,
    String date,
    String sentence,
    int accepted,
    long filed,
    int lost,
    int doubled,
    double seconds,
    boolean honest,
    boolean well,
    Map<String, Map<String, Integer>> health,
    int logLines,
    int troubleLines,
    Map<String, Double> figures,
    Map<String, Integer> answers,
    List<String> broken,
    String notRun)
    implements LatestResults.Result {

  private static final int LONGEST_WORDS = 160;

  /** Whether nothing is left of the fault: all is done, and health says that all is well. */
  boolean cameBack() {
    return lost == 0 && doubled == 0 && !Double.isNaN(seconds) && well;
  }

  static Result notRun(Fault fault, String why) {
    return of(fault, List.of(), why);
  }

  /** The fault, or what leads to it, did not come about. */
  static Result failed(Fault fault, String why) {
    return of(fault, List.of(why), "");
  }

  private static Result of(Fault fault, List<String> broken, String notRun) {
    return new Result(
        fault.code(),
        LocalDate.now().toString(),
        fault.sentence(),
        0,
        0,
        0,
        0,
        Double.NaN,
        false,
        false,
        Map.of(),
        0,
        0,
        Map.of(),
        Map.of(),
        broken,
        notRun);
  }

  static final String HEADER =
      """
      | fault | date | accepted | lost | doubled | all done after | without help | health honest | health said | log lines a minute (of trouble) | besides | bounds |
      |---|---|---:|---:|---:|---:|---|---|---|---:|---|---|
      """;

  @Override
  public String name() {
    return fault;
  }

  @Override
  public String row() {
    return notRun.isEmpty()
        ? "| %s: %s | %s | %,d | %d | %d | %s | %s | %s | %s | %d (%d) | %s | %s |"
            .formatted(
                fault,
                sentence,
                date,
                accepted,
                lost,
                doubled,
                Double.isNaN(seconds) ? "never" : "%.1f s".formatted(seconds),
                Double.isNaN(seconds) ? "no" : "yes",
                honest ? "yes" : "no",
                words(),
                logLines,
                troubleLines,
                figures.entrySet().stream()
                    .map(figure -> "%s: %.2f".formatted(figure.getKey(), figure.getValue()))
                    .collect(Collectors.joining("; ")),
                broken.isEmpty() ? "kept" : cell("**broken**: " + String.join("; ", broken)))
        : "| %s: %s | %s | not run: %s | | | | | | | | | |"
            .formatted(fault, sentence, date, notRun);
  }

  /** The longest lasting ones of all instances. */
  private String words() {
    return health.values().stream()
        .flatMap(words -> words.entrySet().stream())
        .collect(
            Collectors.groupingBy(Map.Entry::getKey, Collectors.summingInt(Map.Entry::getValue)))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(4)
        .map(word -> cell("%s (%d)".formatted(shortened(word.getKey()), word.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static String shortened(String words) {
    return words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
