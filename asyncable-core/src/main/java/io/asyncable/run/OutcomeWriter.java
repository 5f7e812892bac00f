package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.move.Claimed;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.type.Policies;
import java.time.Duration;

/** Gets the outcome of an attempt written, and counts it once that is so. */
final class OutcomeWriter {

  private final Completer completer;
  private final Expiry expiry;
  private final Attempts attempts;
  private final Policies policies;
  private final Meters meters;
  private final FaultPoint faultPoint;
  private final Patience patience = new Patience();

  OutcomeWriter(
      Completer completer,
      Expiry expiry,
      Attempts attempts,
      Policies policies,
      Meters meters,
      FaultPoint faultPoint) {
    this.completer = completer;
    this.expiry = expiry;
    this.attempts = attempts;
    this.policies = policies;
    this.meters = meters;
    this.faultPoint = faultPoint;
  }

  /** The handler has done its work. */
  void processed(Claimed attempt, Duration took) {
    completer.succeeded(attempt, written -> written(attempt, Outcome.PROCESSED, written, took));
  }

  /** There will be another attempt, after a failure or without one. */
  void again(Claimed attempt, Failure failure, Outcome outcome, Duration took) {
    completer.failed(attempt, failure, written -> written(attempt, outcome, written, took));
  }

  private void written(Claimed attempt, Outcome outcome, boolean written, Duration took) {
    settled(attempt, written ? outcome : Outcome.SUPERSEDED, took);
    faultPoint.passed(FaultPoint.Step.COMPLETED);
  }

  /** The engine gives up after this failure. */
  void expired(FailedAttempt failed, Expiry.Why why, Duration took) {
    conclude(failed.attempt(), Outcome.EXPIRED, took, () -> expiry.giveUp(failed, why));
  }

  /** The handler says that the work is not wanted any more. */
  void canceled(Claimed attempt, String reason, Duration took) {
    conclude(attempt, Outcome.CANCELED, took, () -> completer.cancel(attempt, reason));
  }

  private void conclude(
      Claimed attempt, Outcome outcome, Duration took, Patience.Work<Boolean> statement) {
    boolean concluded = patience.untilWritten("a conclusion", statement);
    settled(attempt, concluded ? outcome : Outcome.SUPERSEDED, took);
  }

  /** The outcome is written. */
  void settled(Claimed attempt, Outcome outcome, Duration took) {
    attempts.forget(attempt);
    meters.attempt(attempt, policies.of(attempt.type()).queue(), outcome, took);
  }
}
