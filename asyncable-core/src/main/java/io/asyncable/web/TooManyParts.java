package io.asyncable.web;

import io.asyncable.Causes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sentence of the 413 answer to a form with too many parts. Spring calls such a form too large,
 * so people would try smaller parts instead of fewer.
 */
public final class TooManyParts {

  private static final String SENTENCE =
      "The form has more parts (fields and files) than this server accepts. Send fewer parts at once.";

  private TooManyParts() {}

  /** The sentence; empty for any other failure. */
  public static Optional<String> sentence(@Nullable Throwable failure) {
    return failure != null && Causes.of(failure).stream().anyMatch(TooManyParts::isCount)
        ? Optional.of(SENTENCE)
        : Optional.empty();
  }

  /** Compares the name, because the class belongs to Tomcat and other servers lack it. */
  private static boolean isCount(Throwable cause) {
    return cause.getClass().getSimpleName().equals("FileCountLimitExceededException");
  }
}
