package io.asyncable.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text for people that speaks of points in time. It keeps them as such, and each medium writes
 * them in its own way: a page as seen from the present ("4 min ago"), API, files, alerts and logs
 * as the time itself ("at 2026-01-31 10:00:00 UTC").
 *
 * @param pieces in the order of the text
 */
public record TimedText(List<Piece> pieces) {

  /** How a text speaks of a time. */
  public enum Form {
    /** Something happened then, such as "4 min ago". */
    AT,
    /** Something will happen then, such as "in 43 s". */
    AHEAD,
    /** Something has lasted since then, such as "for 4 min". */
    SINCE
  }

  /**
   * A piece of the text.
   *
   * @param text the words before the time
   * @param time the point in time that ends the piece; null for none
   */
  public record Piece(String text, @Nullable Instant time, Form form) {

    /** The time itself, for whoever wants to know it exactly. */
    public String exactly() {
      return (form == Form.SINCE ? "since " : "") + Times.text(time);
    }

    /** The time as seen from the present. */
    public String from(Instant now) {
      if (time == null) {
        return "";
      }
      return switch (form) {
        case AT -> Times.UTC.relative(time, now);
        case AHEAD ->
            Duration.between(now, time).toSeconds() < 1
                ? "any moment now"
                : Times.UTC.relative(time, now);
        case SINCE -> "for " + Times.UTC.lasting(time, now);
      };
    }

    /** The same; what has lasted for some time with the clock time at which it began. */
    public String byTheClock(Instant now) {
      return time != null && form == Form.SINCE ? "since " + Times.UTC.since(time, now) : from(now);
    }

    private String absolute() {
      return time == null ? text : text + (form == Form.SINCE ? "" : "at ") + exactly();
    }
  }

  /** A text without a time. */
  public static TimedText of(String text) {
    return new TimedText(List.of(new Piece(text, null, Form.AT)));
  }

  /** This text and more. */
  public TimedText and(String more) {
    return and(of(more));
  }

  /** This text and more. */
  public TimedText and(TimedText more) {
    return new TimedText(Stream.concat(pieces.stream(), more.pieces.stream()).toList());
  }

  /** This text and when something happened; null if nobody knows. */
  public TimedText at(@Nullable Instant time) {
    return time == null ? and("at an unknown time") : and(time, Form.AT);
  }

  /** This text and when something will happen; null if nobody knows. */
  public TimedText ahead(@Nullable Instant time) {
    return time == null ? and("at an unknown time") : and(time, Form.AHEAD);
  }

  /** This text and since when something has lasted; null if nobody knows. */
  public TimedText since(@Nullable Instant time) {
    return time == null ? and("since an unknown time") : and(time, Form.SINCE);
  }

  private TimedText and(Instant time, Form form) {
    return and(new TimedText(List.of(new Piece("", time, form))));
  }

  /** The text with its times in UTC. */
  @JsonValue
  public String absolute() {
    return pieces.stream().map(Piece::absolute).collect(Collectors.joining());
  }

  /** The text with its times as seen from the present. */
  public String from(Instant now) {
    return pieces.stream()
        .map(piece -> piece.text() + piece.from(now))
        .collect(Collectors.joining());
  }
}
