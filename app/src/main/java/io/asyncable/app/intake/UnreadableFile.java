package io.asyncable.app.intake;

/** A file of which nothing can be imported; the message says why. */
class UnreadableFile extends RuntimeException {

  UnreadableFile(String message) {
    super(message);
  }
}
