package io.asyncable;

/** There is no such process type, or no such record of it. */
public class UnknownRecord extends RuntimeException {

  public UnknownRecord(String message) {
    super(message);
  }
}
