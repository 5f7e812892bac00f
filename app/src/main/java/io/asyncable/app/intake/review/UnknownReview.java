package io.asyncable.app.intake.review;

import io.asyncable.app.system.Problem;
import org.springframework.http.HttpStatus;

/** The address names no review. The message says what it must name. */
final class UnknownReview extends Problem {

  UnknownReview(String message) {
    super(HttpStatus.NOT_FOUND, message);
  }
}
