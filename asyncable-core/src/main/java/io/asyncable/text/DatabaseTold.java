package io.asyncable.text;

import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the database lets nothing succeed: one line a minute for all of this process that meets
 * it, requests, heartbeats and background work alike.
 */
public final class DatabaseTold {

  private static final Logger log = LoggerFactory.getLogger(DatabaseTold.class);
  private static final DatabaseTold OF_PROCESS = new DatabaseTold();

  private final Map<DatabaseTrouble, SeldomTold> told =
      Arrays.stream(DatabaseTrouble.values())
          .collect(Collectors.toMap(Function.identity(), DatabaseTold::seldom));

  DatabaseTold() {}

  /** Counts the failure here if the database stops everything; false if it says something else. */
  public static boolean tells(Throwable failure) {
    return OF_PROCESS.counts(failure);
  }

  boolean counts(Throwable failure) {
    Optional<DatabaseTrouble> trouble = DatabaseTrouble.stoppingAll(failure);
    trouble.ifPresent(
        each -> told.get(each).happened(ErrorDetails.line(Causes.innermost(failure))));
    return trouble.isPresent();
  }

  private static SeldomTold seldom(DatabaseTrouble trouble) {
    return new SeldomTold(
        log,
        trouble.sentence()
            + " Requests and the engine's work failed {} times since the last such line, and the"
            + " engine tries again: {}");
  }
}
