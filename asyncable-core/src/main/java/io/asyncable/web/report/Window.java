package io.asyncable.web.report;

import io.asyncable.web.RequestProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far reports look back. */
enum Window {
  HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(5)),
  DAY("24h", Duration.ofHours(24), Duration.ofHours(1), Duration.ofHours(2)),
  WEEK("7d", Duration.ofDays(7), Duration.ofHours(6), Duration.ofHours(12)),
  MONTH("30d", Duration.ofDays(30), Duration.ofDays(1), Duration.ofDays(2));

  /** The windows in which failures are grouped. */
  static final List<Window> OF_ERRORS = List.of(HOUR, DAY, WEEK);

  /** The windows for which throughput is stored. */
  static final List<Window> OF_TYPES = List.of(HOUR, DAY, WEEK, MONTH);

  private final String word;
  private final Duration length;
  private final Duration step;
  private final Duration trendStep;

  Window(String word, Duration length, Duration step, Duration trendStep) {
    this.word = word;
    this.length = length;
    this.step = step;
    this.trendStep = trendStep;
  }

  /**
   * The window with this word; a day if there is no word.
   *
   * @throws RequestProblem if none of these windows has the word
   */
  static Window of(@Nullable String word, List<Window> among) {
    if (word == null || word.isBlank()) {
      return DAY;
    }
    return among.stream()
        .filter(window -> window.word.equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestProblem(
                    "There is no window '%s'. Use one of %s."
                        .formatted(
                            word,
                            among.stream().map(Window::word).collect(Collectors.joining(", ")))));
  }

  /** The word in addresses; public for the templates. */
  public String word() {
    return word;
  }

  Instant since(Instant now) {
    return now.minus(length);
  }

  /** The step of a chart. */
  Duration step() {
    return step;
  }

  /** The step of a small trend. */
  Duration trendStep() {
    return trendStep;
  }

  int trendSteps() {
    return (int) length.dividedBy(trendStep);
  }

  static List<String> words(List<Window> windows) {
    return windows.stream().map(Window::word).toList();
  }
}
