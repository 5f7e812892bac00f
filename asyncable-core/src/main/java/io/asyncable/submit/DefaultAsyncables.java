package io.asyncable.submit;

import io.asyncable.Asyncables;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Acts;
import io.asyncable.move.Acts.Eligible;
import io.asyncable.move.Reference;
import io.asyncable.move.Submissions;
import io.asyncable.queue.Lane;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Writes with the caller's transaction and publishes after its commit. */
final class DefaultAsyncables implements Asyncables {

  private final NewSubmissions submissions;
  private final ActedRecords acted;
  private final Acts acts;
  private final AfterCommit afterCommit;
  private final EngineClock clock;
  private final String field;

  DefaultAsyncables(
      NewSubmissions submissions,
      ActedRecords acted,
      Acts acts,
      AfterCommit afterCommit,
      EngineClock clock,
      String field) {
    this.submissions = submissions;
    this.acted = acted;
    this.acts = acts;
    this.afterCommit = afterCommit;
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
    act(record, (type, id) -> restart(type, id, ActedBy.APPLICATION));
  }

  @Override
  public void restart(String type, String id, String actor, String reason) {
    act(type, id, (named, its) -> restart(named, its, new ActedBy(actor, reason)));
  }

  private boolean restart(ProcessType type, String id, ActedBy act) {
    Instant now = now();
    return publish(type, acts.restart(type, id, act, now), now);
  }

  @Override
  public void beginNow(Object record) {
    act(record, (type, id) -> beginNow(type, id, ActedBy.APPLICATION));
  }

  @Override
  public void beginNow(String type, String id, String actor, String reason) {
    act(type, id, (named, spelled) -> beginNow(named, spelled, new ActedBy(actor, reason)));
  }

  private boolean beginNow(ProcessType type, String id, ActedBy act) {
    Instant now = now();
    return publish(type, acts.beginNow(type, id, act, now), now);
  }

  private boolean publish(ProcessType type, Eligible eligible, Instant now) {
    if (eligible.isPublished()) {
      Reference reference = eligible.reference();
      Lane lane = Lane.of(reference.attempt(), eligible.losses());
      afterCommit.publish(type, lane, reference, now, eligible.trace());
    }
    return true;
  }

  @Override
  public void retryNow(Object record) {
    act(record, (type, id) -> retryNow(type, id, ActedBy.APPLICATION));
  }

  @Override
  public void retryNow(String type, String id, String actor, String reason) {
    act(type, id, (named, its) -> retryNow(named, its, new ActedBy(actor, reason)));
  }

  private boolean retryNow(ProcessType type, String id, ActedBy act) {
    Instant now = now();
    return publish(type, acts.retryNow(type, id, act, now), now);
  }

  @Override
  public boolean cancel(Object record, String reason) {
    return act(record, (type, id) -> acts.cancel(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean cancel(String type, String id, String actor, String reason) {
    return act(
        type, id, (named, its) -> acts.cancel(named, its, new ActedBy(actor, reason), now()));
  }

  @Override
  public boolean markProcessed(Object record, String reason) {
    return act(
        record, (type, id) -> acts.markProcessed(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean markProcessed(String type, String id, String actor, String reason) {
    return act(
        type,
        id,
        (named, its) -> acts.markProcessed(named, its, new ActedBy(actor, reason), now()));
  }

  @Override
  public void updateError(Object record, String error) {
    requireText(error);
    act(record, (type, id) -> updateError(type, id, null, error));
  }

  @Override
  public void updateError(String type, String id, String actor, String error) {
    requireText(error);
    act(type, id, (named, its) -> updateError(named, its, actor, error));
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
    return act(record, (type, id) -> acts.clearError(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean clearError(String type, String id, String actor, String reason) {
    return act(
        type, id, (named, its) -> acts.clearError(named, its, new ActedBy(actor, reason), now()));
  }

  private boolean act(Object record, BiPredicate<ProcessType, String> act) {
    return acted.act(record, field, act);
  }

  private boolean act(String type, String id, BiPredicate<ProcessType, String> act) {
    return acted.act(type, id, act);
  }

  @Override
  public Asyncables field(String attribute) {
    return new DefaultAsyncables(submissions, acted, acts, afterCommit, clock, attribute);
  }

  private Instant now() {
    return clock.instant();
  }
}
