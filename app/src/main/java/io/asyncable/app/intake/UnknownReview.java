package io.asyncable.app.intake;

/** An address that names no review; the message says what it should have named. */
class UnknownReview extends RuntimeException {

  UnknownReview(String message) {
    super(message);
  }
}
