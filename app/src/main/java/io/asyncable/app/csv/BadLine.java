package io.asyncable.app.csv;

/** A line that is not imported. The message says what is wrong with the column. */
public final class BadLine extends Exception {

  private final String column;

  /**
   * @param column the column's name; {@code line} for the whole line
   * @param reason a sentence whose subject is the column, such as "is missing"
   */
  public BadLine(String column, String reason) {
    // A file may have millions of bad lines, and each stack trace costs time.
    super(reason, null, false, false);
    this.column = column;
  }

  /** The column's name, or its position from 1 if the header does not name it. */
  public String column() {
    return column;
  }

  /** What is wrong. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
