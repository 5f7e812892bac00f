package io.asyncable.web;

import io.asyncable.Causes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The 413 answer to a form with more parts than the server reads. Spring would call the form too
 * large, and people would try smaller parts.
 */
public final class TooManyParts {

  private static final String SENTENCE =
      "The form has more parts (fields and files) than this server accepts. Send fewer parts at once.";

  private TooManyParts() {}

  /** Empty if the failure says something else. */
  public static Optional<String> sentence(@Nullable Throwable failure) {
    return failure != null && Causes.of(failure).stream().anyMatch(TooManyParts::isCount)
        ? Optional.of(SENTENCE)
        : Optional.empty();
  }

  /** By its name, for there are other servers than Tomcat. */
  private static boolean isCount(Throwable cause) {
    return cause.getClass().getSimpleName().equals("FileCountLimitExceededException");
  }
}
