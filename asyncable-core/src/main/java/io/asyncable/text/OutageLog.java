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
public final class OutageLog {

  private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
  private static final OutageLog OF_PROCESS = new OutageLog();

  private final ThrottledLogByKey<DatabaseTrouble> outages =
      new ThrottledLogByKey<>(
          log,
          trouble ->
              trouble.sentence()
                  + " Requests and the engine's work failed {} since the last such line, and the"
                  + " engine tries again: {}");

  OutageLog() {}

  /** Whether the database stops everything; then the failure is counted and logged here. */
  public static boolean took(Throwable failure) {
    return OF_PROCESS.takes(failure);
  }

  boolean takes(Throwable failure) {
    Optional<DatabaseTrouble> trouble = DatabaseTrouble.stoppingAll(failure);
    trouble.ifPresent(each -> outages.event(each, ErrorDetails.line(Causes.innermost(failure))));
    return trouble.isPresent();
  }
}
