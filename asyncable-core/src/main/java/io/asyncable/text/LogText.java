package io.asyncable.text;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes text that others wrote, in a message, a header or an id, safe for the log: escaped, so that
 * it can forge no line and send a terminal no commands, and cut.
 */
public final class LogText {

  private static final int LONGEST = 300;

  private LogText() {}

  /** At most 300 characters of it, on one line. */
  public static String of(@Nullable Object said) {
    String text = String.valueOf(said);
    String shown = escaped(text.substring(0, Math.min(LONGEST, text.length())));
    return text.length() > LONGEST ? "%s… (%,d characters)".formatted(shown, text.length()) : shown;
  }

  /** All of it, on one line. */
  static String escaped(String text) {
    return text.codePoints().mapToObj(LogText::escaped).collect(Collectors.joining());
  }

  private static String escaped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          String.format("\\u%04x", character);
      default -> Character.toString(character);
    };
  }
}
