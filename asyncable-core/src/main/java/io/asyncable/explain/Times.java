package io.asyncable.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes times for people: UTC, to the second; and how long something takes. */
public final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** For templates. */
  public static final Times UTC = new Times();

  private Times() {}

  /** The time, or nothing. */
  public String of(@Nullable Instant time) {
    return time == null ? "" : SECONDS.format(time);
  }

  /** How long something takes, in its largest unit. */
  public String lasting(@Nullable Duration duration) {
    return duration == null ? "" : length(duration);
  }

  static String text(@Nullable Instant time) {
    return time == null ? "an unknown time" : SECONDS.format(time) + " UTC";
  }

  static String length(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    } else if (seconds < 7_200) {
      return seconds / 60 + " min";
    } else if (seconds < 172_800) {
      return seconds / 3_600 + " h";
    }
    return seconds / 86_400 + " d";
  }
}
