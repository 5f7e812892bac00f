package io.asyncable.explain;

import io.asyncable.move.Cause;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The engine gave up.
 *
 * @param kind for what reason
 * @param words the reason in the engine's own words, as the error ends; null if somebody has
 *     changed the error since
 * @param attempts begun in the submission
 * @param error the first token of how the last one ended
 * @param at when; null if nobody knows any more
 */
record GivenUp(Kind kind, @Nullable String words, int attempts, String error, @Nullable Instant at)
    implements Reason {

  private static final Pattern WINDOW = Pattern.compile("window of (P\\S+) over");

  /** For what reason the engine gives up. */
  enum Kind {
    /** Tried for as long as the type allows. */
    EXPIRED_WINDOW(Cause.EXPIRED_WINDOW, "window "),
    /** Failed as often as the type allows. */
    EXPIRED_ATTEMPTS(Cause.EXPIRED_ATTEMPTS, "failed "),
    /** The failure can never succeed. */
    EXPIRED_PERMANENT(Cause.EXPIRED_PERMANENT, "permanent "),
    /** Lost its worker again and again. */
    QUARANTINED(Cause.QUARANTINED, "quarantined"),
    /** Nobody can tell any more. */
    EXPIRED(Cause.EXPIRED, "");

    private final Cause cause;
    private final String beginning;

    Kind(Cause cause, String beginning) {
      this.cause = cause;
      this.beginning = beginning;
    }

    static Kind of(@Nullable String words) {
      for (Kind kind : values()) {
        if (words != null && words.startsWith(kind.beginning)) {
          return kind;
        }
      }
      return EXPIRED;
    }
  }

  static GivenUp of(@Nullable String error, int attempts, @Nullable Instant at) {
    String text = String.valueOf(error);
    String words = ErrorWords.gaveUp(text).orElse(null);
    return new GivenUp(Kind.of(words), words, attempts, ErrorDetails.firstToken(text), at);
  }

  @Override
  public Cause cause() {
    return kind.cause;
  }

  @Override
  public String sentence() {
    return "The engine gave up%s%s%s. %s"
        .formatted(
            at == null ? "" : " at " + Times.text(at),
            attempts == 0 ? "" : " after " + Plural.of(attempts, "attempt"),
            words == null ? "" : ": " + forPeople(words),
            last());
  }

  private String last() {
    return switch (attempts) {
      case 0 -> "It was never attempted.";
      case 1 -> "The attempt ended with %s.".formatted(error);
      default -> "The last attempt ended with %s.".formatted(error);
    };
  }

  private static String forPeople(String words) {
    Matcher window = WINDOW.matcher(words);
    return window.matches()
        ? "window of %s over".formatted(Times.length(Duration.parse(window.group(1))))
        : words;
  }

  @Override
  public String next() {
    return kind == Kind.QUARANTINED
        ? "Nothing by itself. A restart may kill workers again, together with the other attempts they run. Find the cause before you restart the record, or cancel it."
        : "Nothing by itself. Restart it, cancel it, or mark it processed if its work was done in another way.";
  }

  @Override
  public Action action() {
    return Action.RESTART;
  }
}
