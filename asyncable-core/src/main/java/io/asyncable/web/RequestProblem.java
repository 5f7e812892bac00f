package io.asyncable.web;

import org.jspecify.annotations.Nullable;

/**
 * A parameter or field of a request is invalid. The message says which values are valid; the sender
 * gets it with status 400.
 */
public final class RequestProblem extends RuntimeException {

  private static final int SHOWN = 100;

  public RequestProblem(String message) {
    super(message);
  }

  /** The given text for use in a sentence, cut after 100 characters. */
  public static String shown(@Nullable String given) {
    String text = given == null ? "" : given;
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
