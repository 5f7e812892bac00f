package io.asyncable.web;

import org.jspecify.annotations.Nullable;

/** Keeps spreadsheets from reading a cell's text as a formula. */
final class CsvCell {

  private CsvCell() {}

  static @Nullable String safe(@Nullable String text) {
    return text != null && !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0
        ? "'" + text
        : text;
  }
}
