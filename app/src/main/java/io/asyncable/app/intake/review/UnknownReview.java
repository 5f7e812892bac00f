package io.asyncable.app.intake.review;

import io.asyncable.app.system.Problem;
import org.springframework.http.HttpStatus;

/** An address that names no review; the message says what it should have named. */
final class UnknownReview extends Problem {

  UnknownReview(String message) {
    super(HttpStatus.NOT_FOUND, message);
  }
}
