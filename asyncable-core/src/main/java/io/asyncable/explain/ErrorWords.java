package io.asyncable.explain;

import io.asyncable.record.ErrorDetails;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a record's {@code error} that everybody may read. */
final class ErrorWords {

  private static final Pattern GAVE_UP = Pattern.compile("\\(gave up: ([^()]*)\\)$");

  private ErrorWords() {}

  /** Why the engine gave up, in its own words. */
  static Optional<String> gaveUp(String error) {
    Matcher reason = GAVE_UP.matcher(error);
    return reason.find() ? Optional.of(reason.group(1)) : Optional.empty();
  }

  /** Whether the engine itself ended the attempt, so that the text holds nothing of the handler. */
  static boolean isEngines(String error) {
    return error.startsWith("Lost: ") || error.startsWith(ErrorDetails.GIVEN_BACK);
  }
}
