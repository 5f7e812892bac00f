package io.asyncable.web;

import org.jspecify.annotations.Nullable;

/** A parameter of a request is invalid; the message says which values are valid. */
public final class RequestProblem extends RuntimeException {

  private static final int SHOWN = 100;

  public RequestProblem(String message) {
    super(message);
  }

  /** What was given, as much of it as a sentence can hold. */
  public static String shown(@Nullable String given) {
    String text = given == null ? "" : given;
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
