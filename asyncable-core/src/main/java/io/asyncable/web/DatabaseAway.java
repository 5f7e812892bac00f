package io.asyncable.web;

import io.asyncable.DatabaseTrouble;
import io.asyncable.text.SeldomTold;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 503 answer while the database is away, full or busy; an application may use it too. The log
 * reports it once a minute, however many requests meet it.
 */
public final class DatabaseAway {

  private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);
  private static final SeldomTold TOLD =
      new SeldomTold(
          log, "Requests are answered with 503, {} since the last such line, because of: {}");

  private DatabaseAway() {}

  /** Empty if the failure says something else. */
  public static Optional<String> sentence(Throwable failure) {
    return DatabaseTrouble.of(failure)
        .map(
            trouble -> {
              TOLD.happened(failure);
              return sentence(trouble);
            });
  }

  /** The sentence for the person who asked. */
  public static String sentence(DatabaseTrouble trouble) {
    return trouble.sentence() + " Please try again shortly.";
  }
}
