package io.asyncable.web.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one fingerprint.
 *
 * @param error the first word of the error; lists can be filtered by it
 * @param frame the place in the application where the error arises
 * @param message what the messages have in common; null for those who do not see whole errors
 * @param services the external services that guard these types
 * @param types the process types with this failure that the user may see; all counts cover only
 *     these
 * @param attempts number of failed attempts in the window
 * @param records number of records with such an attempt
 * @param unconcluded number of these records that still wait, in the submission that failed so
 * @param recovered number of these records that were processed in that submission by a later
 *     attempt, without anybody's act
 * @param firstSeen the oldest failure of these types in the history, even before the window
 * @param lastSeen the newest failure
 * @param trend number of failed attempts in each step, oldest step first
 */
record ErrorLine(
    String fingerprint,
    String error,
    @Nullable String errorClass,
    @Nullable String frame,
    @Nullable String message,
    List<String> types,
    List<String> services,
    long attempts,
    long records,
    long unconcluded,
    long recovered,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen,
    List<Long> trend) {

  private static final int HEIGHT = 24;

  /** A bar of the trend's drawing. */
  record Bar(int x, int y, int height) {}

  /** Public for the templates. */
  @JsonIgnore
  public List<Bar> bars() {
    long most = Math.max(1, trend.stream().mapToLong(Long::longValue).max().orElse(1));
    return IntStream.range(0, trend.size())
        .mapToObj(
            step -> {
              int height = (int) Math.ceil((double) HEIGHT * trend.get(step) / most);
              return new Bar(step * 8, HEIGHT - height, height);
            })
        .toList();
  }

  /** Public for the templates. */
  @JsonIgnore
  public String numbers() {
    return trend.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
