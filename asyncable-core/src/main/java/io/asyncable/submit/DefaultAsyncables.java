package io.asyncable.submit;

import io.asyncable.Asyncables;
import io.asyncable.move.Act;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Acts;
import io.asyncable.move.Submissions;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes with the caller's transaction and publishes after its commit. */
final class DefaultAsyncables implements Asyncables {

  private final NewSubmissions submissions;
  private final ActedRecords acted;
  private final Acts acts;
  private final EngineClock clock;
  private final String field;

  DefaultAsyncables(
      NewSubmissions submissions, ActedRecords acted, Acts acts, EngineClock clock, String field) {
    this.submissions = submissions;
    this.acted = acted;
    this.acts = acts;
    this.clock = clock;
    this.field = field;
  }

  @Override
  public void submit(Object record) {
    submitAll(List.of(record));
  }

  @Override
  public void submit(Object record, Instant startAt) {
    if (startAt.isAfter(Submissions.LATEST)) {
      throw new IllegalArgumentException(
          "A record can start at %s at the latest. The start time %s is later."
              .formatted(Submissions.LATEST, startAt));
    }
    Instant now = now();
    Instant wanted = startAt.truncatedTo(ChronoUnit.MICROS);
    submissions.submit(List.of(record), field, wanted.isAfter(now) ? wanted : now, now);
  }

  @Override
  public void submit(Object record, Duration delay) {
    Instant now = now();
    if (delay.isNegative()) {
      submit(record, now);
    } else if (delay.compareTo(Duration.between(now, Submissions.LATEST)) > 0) {
      submit(record, Instant.MAX);
    } else {
      submit(record, now.plus(delay));
    }
  }

  @Override
  public void submitAll(Collection<?> records) {
    Instant now = now();
    submissions.submit(records, field, now, now);
  }

  @Override
  public void restart(Object record) {
    acted.act(Act.RESTART, record, field, null);
  }

  @Override
  public void restart(String type, String id, String actor, String reason) {
    acted.act(Act.RESTART, type, id, new ActedBy(actor, reason));
  }

  @Override
  public void retryNow(Object record) {
    acted.act(Act.RETRY, record, field, null);
  }

  @Override
  public void retryNow(String type, String id, String actor, String reason) {
    acted.act(Act.RETRY, type, id, new ActedBy(actor, reason));
  }

  @Override
  public void beginNow(Object record) {
    acted.act(Act.BEGIN, record, field, null);
  }

  @Override
  public void beginNow(String type, String id, String actor, String reason) {
    acted.act(Act.BEGIN, type, id, new ActedBy(actor, reason));
  }

  @Override
  public boolean cancel(Object record, String reason) {
    return acted.act(Act.CANCEL, record, field, reason);
  }

  @Override
  public boolean cancel(String type, String id, String actor, String reason) {
    return acted.act(Act.CANCEL, type, id, new ActedBy(actor, reason));
  }

  @Override
  public boolean markProcessed(Object record, String reason) {
    return acted.act(Act.MARK_PROCESSED, record, field, reason);
  }

  @Override
  public boolean markProcessed(String type, String id, String actor, String reason) {
    return acted.act(Act.MARK_PROCESSED, type, id, new ActedBy(actor, reason));
  }

  @Override
  public void updateError(Object record, String error) {
    requireText(error);
    acted.change(record, field, (type, id) -> updateError(type, id, null, error));
  }

  @Override
  public void updateError(String type, String id, String actor, String error) {
    requireText(error);
    acted.change(type, id, (named, its) -> updateError(named, its, actor, error));
  }

  private boolean updateError(ProcessType type, String id, @Nullable String actor, String error) {
    acts.updateError(type, id, actor, error, now());
    return true;
  }

  private static void requireText(String error) {
    if (error.isBlank()) {
      throw new IllegalArgumentException("The new text of the error is blank. Write a text.");
    }
  }

  @Override
  public boolean clearError(Object record, String reason) {
    return acted.change(
        record, field, (type, id) -> acts.clearError(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean clearError(String type, String id, String actor, String reason) {
    return acted.change(
        type, id, (named, its) -> acts.clearError(named, its, new ActedBy(actor, reason), now()));
  }

  @Override
  public Asyncables field(String attribute) {
    return new DefaultAsyncables(submissions, acted, acts, clock, attribute);
  }

  private Instant now() {
    return clock.instant();
  }
}
