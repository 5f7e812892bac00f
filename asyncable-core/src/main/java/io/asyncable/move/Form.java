package io.asyncable.move;

/** Which records a statement moves, and what it does about rows that somebody holds locked. */
enum Form {
  /** The record of one id, as soon as its row is free. */
  ONE(false, false),
  /** The records of many ids, as soon as their rows are free. */
  MANY(true, false),
  /** Those of many ids whose rows nobody holds locked. */
  FREE(true, true),
  /** All that meet what the move expects and whose rows nobody holds locked. */
  ALL_FREE(false, true);

  private final boolean byArrays;
  private final boolean passingOver;

  Form(boolean byArrays, boolean passingOver) {
    this.byArrays = byArrays;
    this.passingOver = passingOver;
  }

  /** Whether arrays hold what the caller gives for each record. */
  boolean isByArrays() {
    return byArrays;
  }

  /** Whether locked rows are passed over. */
  boolean isPassingOver() {
    return passingOver;
  }
}
