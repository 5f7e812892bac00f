package io.asyncable;

/** There is no such process type or queue, or no such record. */
public class UnknownRecord extends RuntimeException {

  public UnknownRecord(String message) {
    super(message);
  }
}
