package io.asyncable.web;

import io.asyncable.DatabaseTrouble;
import io.asyncable.text.FailureLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentence of the 503 answer while the database is away, full or busy. An application may use
 * it too. The log reports it once a minute, however many requests fail.
 */
public final class DatabaseAway {

  private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);
  private static final FailureLog FAILURES =
      new FailureLog(log, "Requests got a 503 answer {} since the last such line, because of: {}");

  private DatabaseAway() {}

  /**
   * The sentence for a failure that the database caused, which it logs; empty for any other
   * failure.
   */
  public static Optional<String> sentence(Throwable failure) {
    return DatabaseTrouble.of(failure)
        .map(
            trouble -> {
              FAILURES.failed(failure);
              return sentence(trouble);
            });
  }

  /** The sentence for the sender of the request. */
  public static String sentence(DatabaseTrouble trouble) {
    return trouble.sentence() + " Please try again shortly.";
  }
}
