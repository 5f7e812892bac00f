package io.asyncable.explain;

import io.asyncable.explain.LastEvents.LastEvent;
import io.asyncable.move.Event;
import io.asyncable.text.ErrorDetails;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a record's {@code error} that everybody may read. */
final class ErrorWords {

  private static final Pattern GAVE_UP = Pattern.compile("\\(gave up: ([^()]*)\\)$");

  private ErrorWords() {}

  /** Why the engine gave up, in the engine's own words. */
  static Optional<String> gaveUp(String error) {
    Matcher reason = GAVE_UP.matcher(error);
    return reason.find() ? Optional.of(reason.group(1)) : Optional.empty();
  }

  /**
   * Whether the attempt was lost, as the history says; as the error begins where the history is
   * gone. An exception's class may have any name, so nothing of the text is shown for it.
   */
  static boolean isLost(String error, @Nullable LastEvent outcome) {
    return outcome == null ? error.startsWith("Lost: ") : outcome.event() == Event.LOST;
  }

  /** Whether it was lost because its worker died. */
  static boolean isOfDead(String error, @Nullable LastEvent outcome) {
    return isLost(error, outcome) && error.startsWith("Lost: the worker ");
  }

  /** Whether a worker that stopped gave the attempt back. */
  static boolean isGivenBack(String error, @Nullable LastEvent outcome) {
    return isPutOff(outcome) && error.startsWith(ErrorDetails.GIVEN_BACK);
  }

  /** Whether the attempt was put off. */
  static boolean isPostponed(String error, @Nullable LastEvent outcome) {
    return isPutOff(outcome) && error.startsWith(ErrorDetails.POSTPONED);
  }

  private static boolean isPutOff(@Nullable LastEvent outcome) {
    return outcome == null || outcome.event() == Event.POSTPONED;
  }
}
