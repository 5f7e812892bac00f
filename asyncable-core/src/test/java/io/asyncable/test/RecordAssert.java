package io.asyncable.test;

import io.asyncable.Asyncable;
import io.asyncable.State;
import java.time.Clock;
import java.time.Instant;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the state of a record:
 *
 * <pre>{@code
 * assertThatRecord(claim.establishment).isRetrying().withError("Timeout");
 * }</pre>
 */
public final class RecordAssert extends AbstractAssert<RecordAssert, Asyncable> {

  private final Instant now;

  private RecordAssert(Asyncable record, Instant now) {
    super(record, RecordAssert.class);
    this.now = now;
  }

  /** Looks at the record as it is at the present. */
  public static RecordAssert assertThatRecord(Asyncable record) {
    return assertThatRecord(record, Clock.systemUTC().instant());
  }

  /** Looks at the record as it is at that time, such as a {@link TestClock}'s. */
  public static RecordAssert assertThatRecord(Asyncable record, Instant now) {
    return new RecordAssert(record, now);
  }

  public RecordAssert isNotSubmitted() {
    return is(State.NOT_SUBMITTED);
  }

  public RecordAssert isScheduled() {
    return is(State.SCHEDULED);
  }

  public RecordAssert isQueued() {
    return is(State.QUEUED);
  }

  public RecordAssert isRunning() {
    return is(State.RUNNING);
  }

  public RecordAssert isRetrying() {
    return is(State.RETRYING);
  }

  public RecordAssert isExpired() {
    return is(State.EXPIRED);
  }

  public RecordAssert isProcessed() {
    return is(State.PROCESSED);
  }

  public RecordAssert isCanceled() {
    return is(State.CANCELED);
  }

  /** Its error contains that text. */
  public RecordAssert withError(String text) {
    String error = actual.getError();
    if (error == null || !error.contains(text)) {
      failWithMessage("Expected an error that contains %n  %s%nbut it is%n  %s", text, error);
    }
    return this;
  }

  /** So many attempts were begun in its submission. */
  public RecordAssert withAttempts(int attempts) {
    if (actual.getAttempts() != attempts) {
      failWithMessage("Expected %d attempts, but it has had %d", attempts, actual.getAttempts());
    }
    return this;
  }

  private RecordAssert is(State state) {
    isNotNull();
    State found = actual.state(now);
    if (found != state) {
      failWithMessage(
          "Expected the record to be %s, but it is %s; its error is %s",
          state, found, actual.getError());
    }
    return this;
  }
}
