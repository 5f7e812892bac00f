package io.asyncable.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps spreadsheets from reading a cell's text as a formula. */
final class CsvCell {

  /**
   * How they recognise what they would calculate, behind what nobody sees; a plain number they may.
   */
  private static final Pattern FORMULA =
      Pattern.compile("[\\p{Z}\\p{C}]*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private CsvCell() {}

  /** The text, with a quotation mark before what a spreadsheet would calculate. */
  public static @Nullable String safe(@Nullable String text) {
    return text != null && FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
        ? "'" + text
        : text;
  }
}
