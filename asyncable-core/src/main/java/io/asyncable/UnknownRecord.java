package io.asyncable;

/** There is no such process type or queue, or no such record. */
public class UnknownRecord extends RuntimeException {

  public UnknownRecord(String message) {
    super(message);
  }

  /** There is no record of that process type with that id. */
  public static UnknownRecord of(Object type, String id) {
    return new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id));
  }
}
