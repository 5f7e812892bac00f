package io.asyncable.app.intake;

import org.springframework.http.HttpStatus;

/** A file of which nothing can be imported; the message says why. */
class UnreadableFile extends RuntimeException {

  private final HttpStatus status;

  UnreadableFile(String message) {
    this(HttpStatus.BAD_REQUEST, message);
  }

  UnreadableFile(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
