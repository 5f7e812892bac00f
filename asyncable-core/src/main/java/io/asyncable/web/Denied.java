package io.asyncable.web;

/** The user may not see or do that. */
final class Denied extends RuntimeException {

  Denied(String message) {
    super(message);
  }
}
