package io.asyncable.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes times for people: UTC, to the second. */
final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  static final Times UTC = new Times();

  private Times() {}

  /** Public for the templates. */
  public String of(@Nullable Instant time) {
    return time == null ? "" : SECONDS.format(time);
  }

  /** How long something took, in its two largest units; public for the templates. */
  public String lasting(@Nullable Duration duration) {
    if (duration == null) {
      return "";
    }
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    } else if (millis < 60_000) {
      return "%.1f s".formatted(millis / 1000.0);
    } else if (duration.toHours() < 1) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    } else if (duration.toDays() < 1) {
      return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
  }

  static String text(@Nullable Instant time) {
    return time == null ? "an unknown time" : SECONDS.format(time) + " UTC";
  }
}
