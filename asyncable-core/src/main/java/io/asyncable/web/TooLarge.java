package io.asyncable.web;

/** A request is larger than any valid request. */
final class TooLarge extends RuntimeException {

  TooLarge(String message) {
    super(message);
  }
}
