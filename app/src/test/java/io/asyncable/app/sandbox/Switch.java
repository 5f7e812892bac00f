package io.asyncable.app.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How a sandbox service behaves.
 *
 * @param mode what it does with a call
 * @param latency how long an answer takes in mode {@code slow}; default 2 s
 * @param failureRate the share of calls answered with 503 in mode {@code failing}, or whose answer
 *     is lost in mode {@code lost}; default 1. Half of those that fail do so after the effect.
 */
public record Switch(Mode mode, Duration latency, double failureRate) {

  /** What a service does with a call. */
  public enum Mode {
    OK,
    SLOW,
    FAILING,
    /** Does what it is asked for and hangs up without an answer. */
    LOST,
    /** Refuses connections. */
    DOWN;

    /** Its name in JSON and forms. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration DEFAULT_LATENCY = Duration.ofSeconds(2);

  /** That mode with the default latency and failure rate. */
  public static Switch to(Mode mode) {
    return new Switch(mode, DEFAULT_LATENCY, 1);
  }

  /** Reads it from words, as a form or JSON has them. */
  static Switch parse(
      @Nullable String mode, @Nullable String latency, @Nullable Double failureRate) {
    try {
      Switch parsed =
          new Switch(
              Mode.valueOf(String.valueOf(mode).toUpperCase(Locale.ROOT)),
              latency == null ? DEFAULT_LATENCY : DurationStyle.detectAndParse(latency),
              failureRate == null ? 1 : failureRate);
      if (parsed.latency.isNegative() || !(parsed.failureRate >= 0 && parsed.failureRate <= 1)) {
        throw new IllegalArgumentException();
      }
      return parsed;
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "A switch is {\"mode\":\"ok|slow|failing|lost|down\",\"latency\":\"2s\",\"failureRate\":0.5}.",
          wrong);
    }
  }
}
