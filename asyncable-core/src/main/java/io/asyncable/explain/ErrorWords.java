package io.asyncable.explain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a record's {@code error} that everybody may read. */
public final class ErrorWords {

  private static final Pattern GAVE_UP = Pattern.compile("\\(gave up: ([^()]*)\\)$");

  private ErrorWords() {}

  /** The first token: what kind of failure it was. The rest may hold personal data. */
  public static String firstToken(String error) {
    String[] parts = error.strip().split("[\\s:]", 2);
    return parts[0].length() > 100 ? parts[0].substring(0, 100) + "…" : parts[0];
  }

  /** Why the engine gave up, in its own words. */
  static Optional<String> gaveUp(String error) {
    Matcher reason = GAVE_UP.matcher(error);
    return reason.find() ? Optional.of(reason.group(1)) : Optional.empty();
  }

  /** Whether the engine itself ended the attempt, so that the text holds nothing of the handler. */
  static boolean isEngines(String error) {
    return error.startsWith("Lost: ") || error.startsWith("Given back: ");
  }
}
