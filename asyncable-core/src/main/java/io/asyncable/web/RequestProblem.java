package io.asyncable.web;

/** A parameter of a request that means nothing; the message says which values do. */
final class RequestProblem extends RuntimeException {

  RequestProblem(String message) {
    super(message);
  }
}
