package io.asyncable.web;

/** A request that is larger than anything that would mean something. */
final class TooLarge extends RuntimeException {

  TooLarge(String message) {
    super(message);
  }
}
