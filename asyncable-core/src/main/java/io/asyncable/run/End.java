package io.asyncable.run;

import io.asyncable.DatabaseTrouble;
import io.asyncable.observe.Meters.Outcome;
import java.time.Duration;

/** How an attempt ended. {@link EndJudge} decides what happens to its record. */
sealed interface End {

  /** The handler returned, and its completion must still be written. */
  record Returned() implements End {}

  /** The handler returned, and its completion is written inside its transaction. */
  record Written(Outcome outcome) implements End {}

  /** The handler, or something around it, threw an exception. */
  record Threw(Throwable failure) implements End {}

  /** The engine's own database was away, which says nothing about the handler or its service. */
  record SatOut(DatabaseTrouble outage) implements End {}

  /** The handler did not begin, and will begin later. */
  record PutOff(Duration delay, String reason) implements End {}

  /** The handler did not begin here, and will begin on another worker. */
  record GivenBack() implements End {}

  /** The handler did not begin: its record was canceled, restarted, concluded or deleted. */
  record MovedOn() implements End {}

  /** Whether the handler did its work. A success counts even after another end was reported. */
  default boolean isSuccess() {
    return this instanceof Returned || this instanceof Written;
  }

  /** Whether the attempt was tried so far that its end says something about its service. */
  default boolean wasTried() {
    return isSuccess() || this instanceof Threw;
  }
}
