package io.asyncable.web;

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

  static String text(@Nullable Instant time) {
    return time == null ? "an unknown time" : SECONDS.format(time) + " UTC";
  }
}
