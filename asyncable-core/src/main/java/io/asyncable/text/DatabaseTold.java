package io.asyncable.text;

import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the database lets nothing succeed: one line a minute for all of this process that meets
 * it, requests, heartbeats and background work alike.
 */
public final class DatabaseTold {

  private static final Logger log = LoggerFactory.getLogger(DatabaseTold.class);
  private static final DatabaseTold OF_PROCESS = new DatabaseTold();

  private final SeldomToldByKey<DatabaseTrouble> told =
      new SeldomToldByKey<>(
          log,
          trouble ->
              trouble.sentence()
                  + " Requests and the engine's work failed {} since the last such line, and the"
                  + " engine tries again: {}");

  DatabaseTold() {}

  /** Counts the failure here if the database stops everything; false if it says something else. */
  public static boolean tells(Throwable failure) {
    return OF_PROCESS.counts(failure);
  }

  boolean counts(Throwable failure) {
    Optional<DatabaseTrouble> trouble = DatabaseTrouble.stoppingAll(failure);
    trouble.ifPresent(each -> told.happened(each, ErrorDetails.line(Causes.innermost(failure))));
    return trouble.isPresent();
  }
}
