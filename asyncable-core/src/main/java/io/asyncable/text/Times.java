package io.asyncable.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes points in time for people, in UTC and to the second, and lengths of time. */
public final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** The instance for templates. */
  public static final Times UTC = new Times();

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private Times() {}

  /** The time; an empty text for null. */
  public String of(@Nullable Instant time) {
    return time == null ? "" : SECONDS.format(time);
  }

  /** Writes how long something took, in its two largest units. */
  public String took(@Nullable Duration duration) {
    if (duration == null) {
      return "";
    }
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return Math.max(0, duration.toMillis()) + " ms";
    } else if (seconds < 60) {
      return "%d.%d s".formatted(seconds, duration.toMillisPart() / 100);
    } else if (seconds < 3600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    } else if (seconds < 86_400) {
      return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }
    return "%d d %d h".formatted(seconds / 86_400, seconds % 86_400 / 3600);
  }

  /**
   * Writes a time as its distance from now, such as "3 h 12 min ago" or "in 43 s". Pages show it
   * beside the time itself.
   */
  public String relative(Instant time, Instant now) {
    Duration ahead = Duration.between(now, time);
    // What was read for a page may be a little younger than the page.
    if (ahead.toSeconds() < 1) {
      Duration ago = ahead.negated();
      return ago.toMinutes() < 1 ? "just now" : distance(ago) + " ago";
    }
    return "in " + distance(ahead);
  }

  /** Writes how long something has lasted that began at that time. */
  public String lasting(Instant since, Instant now) {
    Duration lasted = Duration.between(since, now);
    return distance(lasted.isNegative() ? Duration.ZERO : lasted);
  }

  /** In the two largest units; seconds, and hours beside many days, would tell nobody more. */
  private static String distance(Duration duration) {
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + " s";
    } else if (duration.toHours() < 1) {
      return duration.toMinutes() + " min";
    } else if (duration.toDays() < 1) {
      return duration.toHours() + " h" + rest(duration.toMinutesPart(), " min");
    }
    return duration.toDays()
        + " d"
        + (duration.toDays() < 10 ? rest(duration.toHoursPart(), " h") : "");
  }

  private static String rest(int number, String unit) {
    return number == 0 ? "" : " " + number + unit;
  }

  /**
   * Writes when something began that still lasts, and how long ago, such as "21:15 UTC (4 min)".
   */
  public String since(Instant time, Instant now) {
    DateTimeFormatter format = Duration.between(time, now).toDays() < 1 ? CLOCK : MINUTES;
    return "%s UTC (%s)".formatted(format.format(time), lasting(time, now));
  }

  /** Writes a length of time. */
  public static String length(Duration duration) {
    return UTC.took(duration);
  }

  /** Writes a time in a sentence. */
  public static String text(@Nullable Instant time) {
    return time == null ? "an unknown time" : SECONDS.format(time) + " UTC";
  }
}
