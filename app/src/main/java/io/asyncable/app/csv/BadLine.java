package io.asyncable.app.csv;

/** A line that is not taken; the message says what is wrong with the column. */
public final class BadLine extends Exception {

  private final String column;

  /**
   * @param column the column's name; {@code line} for the whole line
   * @param reason goes on from the column's name, such as "is missing"
   */
  public BadLine(String column, String reason) {
    // Millions of bad lines would each take a stack trace.
    super(reason, null, false, false);
    this.column = column;
  }

  /** The column's name; its position, from 1, where the header names none. */
  public String column() {
    return column;
  }

  /** What is wrong. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
