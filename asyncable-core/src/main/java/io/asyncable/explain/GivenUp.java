package io.asyncable.explain;

import io.asyncable.explain.Explanations.Expiration;
import io.asyncable.move.Cause;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.Plural;
import io.asyncable.text.TimedText;
import io.asyncable.text.Times;
import io.asyncable.type.Policy;
import java.util.EnumSet;
import java.util.Set;

/**
 * The engine gave the record up.
 *
 * @param policy the policy of the record's type
 */
record GivenUp(Expiration expiration, Policy policy) implements Reason {

  /** Why the engine gives up. */
  private static final Set<Cause> KNOWN =
      EnumSet.of(
          Cause.EXPIRED_WINDOW,
          Cause.EXPIRED_ATTEMPTS,
          Cause.EXPIRED_PERMANENT,
          Cause.PAYLOAD_UNREADABLE,
          Cause.OUTCOME_UNKNOWN,
          Cause.QUARANTINED);

  private static final String NOT_KNOWN = "The call was sent; its outcome is not known";

  @Override
  public Cause cause() {
    Cause cause = expiration.cause();
    return cause != null && KNOWN.contains(cause) ? cause : Cause.EXPIRED;
  }

  @Override
  public TimedText sentence() {
    int attempts = expiration.attempts();
    return TimedText.of(
            cause() == Cause.OUTCOME_UNKNOWN
                ? NOT_KNOWN + ". The engine gave up"
                : "The engine gave up")
        .and(when(" "))
        .and(
            "%s%s. %s"
                .formatted(
                    attempts == 0 ? "" : " after " + Plural.of(attempts, "attempt"),
                    why(),
                    last()));
  }

  private String why() {
    return switch (cause()) {
      case EXPIRED_WINDOW -> ": window of %s over".formatted(Times.length(policy.window()));
      case EXPIRED_ATTEMPTS -> ": failed %s, attempts exhausted".formatted(failed());
      case EXPIRED_PERMANENT -> ": permanent failure";
      case PAYLOAD_UNREADABLE -> ": its payload cannot be read";
      case QUARANTINED -> ": quarantined, lost its worker " + often(expiration.losses());
      case OUTCOME_UNKNOWN -> ": outcome unknown";
      default -> "";
    };
  }

  private String failed() {
    Integer most = policy.maxFailures();
    int failures = expiration.failures();
    return often(failures == 0 && most != null ? most : failures);
  }

  private static String often(int times) {
    return times == 0 ? "again and again" : Plural.of(times, "time");
  }

  private String last() {
    String error = ErrorDetails.firstToken(String.valueOf(expiration.error()));
    return switch (expiration.attempts()) {
      case 0 -> "It was never attempted.";
      case 1 -> "The attempt ended with %s.".formatted(error);
      default -> "The last attempt ended with %s.".formatted(error);
    };
  }

  @Override
  public TimedText brief() {
    return TimedText.of(cause() == Cause.OUTCOME_UNKNOWN ? NOT_KNOWN : "Given up" + why())
        .and(when(", "));
  }

  /** When the engine gave up, after these words; empty if nobody knows any more. */
  private TimedText when(String before) {
    return expiration.at() == null ? TimedText.of("") : TimedText.of(before).at(expiration.at());
  }

  @Override
  public TimedText next() {
    return TimedText.of("No attempt begins by itself.");
  }

  @Override
  public TimedText help() {
    return TimedText.of(remedy());
  }

  private String remedy() {
    return switch (cause()) {
      case QUARANTINED ->
          "A restart may kill workers again, together with the other attempts they run. Find the cause before you restart the record, or cancel it.";
      case PAYLOAD_UNREADABLE ->
          "Run a version of the application that reads the payload, or correct the payload, and restart the job; or cancel it.";
      case OUTCOME_UNKNOWN ->
          "Find out whether the call took effect. If it did, mark the record processed and say how you know. If it did not, restart the record: it keeps its idempotency key, so a service that knows the key does not do the work twice.";
      default ->
          "Restart the record, cancel it, or mark it processed if its work was done in another way.";
    };
  }

  @Override
  public Action action() {
    return cause() == Cause.OUTCOME_UNKNOWN ? Action.MARK_PROCESSED : Action.RESTART;
  }
}
