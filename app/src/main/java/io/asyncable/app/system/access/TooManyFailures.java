package io.asyncable.app.system.access;

import java.time.Duration;
import org.springframework.security.authentication.AccountStatusException;

/** Somebody failed to sign in too often and has to wait, even with the right password. */
final class TooManyFailures extends AccountStatusException {

  private final Duration remaining;

  TooManyFailures(Duration remaining) {
    super("Too many failed sign-ins. Try again in %s.".formatted(words(remaining)));
    this.remaining = remaining;
  }

  /** The value of the header Retry-After. */
  String retryAfter() {
    return Long.toString(seconds(remaining));
  }

  private static String words(Duration duration) {
    long seconds = seconds(duration);
    return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
  }

  private static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }
}
