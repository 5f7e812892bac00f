package io.asyncable.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps spreadsheets from reading a cell's text as a formula. */
final class CsvCell {

  /** Matches what spreadsheets take for a formula, even behind invisible characters. */
  private static final Pattern FORMULA =
      Pattern.compile("[\\p{Z}\\p{C}]*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private CsvCell() {}

  /**
   * The text; with a leading apostrophe if a spreadsheet would take it for a formula. Plain numbers
   * stay as they are.
   */
  public static @Nullable String safe(@Nullable String text) {
    return text != null && FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
        ? "'" + text
        : text;
  }
}
