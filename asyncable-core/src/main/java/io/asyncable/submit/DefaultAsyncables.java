package io.asyncable.submit;

import io.asyncable.Asyncables;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Acts;
import io.asyncable.move.Acts.Eligible;
import io.asyncable.move.Reference;
import io.asyncable.move.Submissions;
import io.asyncable.observe.Tracing;
import io.asyncable.queue.Lane;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;

/** Writes with the caller's transaction and publishes after its commit. */
final class DefaultAsyncables implements Asyncables {

  /** The collaborators that all views share. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      Submissions submissions,
      Acts acts,
      AfterCommit afterCommit,
      Tracing tracing,
      CallersTransaction transaction,
      Clock clock,
      Duration grace) {}

  private final Engine engine;
  private final String field;

  DefaultAsyncables(Engine engine, String field) {
    this.engine = engine;
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
    submitAt(List.of(record), wanted.isAfter(now) ? wanted : now, now);
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
    submitAt(records, now, now);
  }

  private void submitAt(Collection<?> records, Instant eligible, Instant now) {
    Map<ProcessType, List<Object>> byType =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    record -> engine.types.of(record, field),
                    LinkedHashMap::new,
                    Collectors.toList()));
    TransactionCallback<Void> work =
        status -> {
          byType.forEach((type, ofType) -> submit(type, ofType, eligible, now));
          engine.transaction.flush(status);
          return null;
        };
    if (records.size() == 1) {
      engine.transaction.runUnlessRefused(work);
    } else {
      // Others may be submitted when one is found to have no row.
      engine.transaction.run(work);
    }
  }

  private void submit(ProcessType type, List<Object> records, Instant eligible, Instant now) {
    engine.tracing.submit(
        type,
        trace -> {
          List<Reference> references =
              engine.submissions.submit(type, records, eligible, engine.grace, trace, now);
          if (!eligible.isAfter(now)) {
            references.forEach(reference -> publish(type, Lane.FIRST, reference, now, trace));
          }
        });
  }

  private void publish(
      ProcessType type, Lane lane, Reference reference, Instant time, @Nullable String trace) {
    engine.afterCommit.publish(engine.policies.of(type).queue(), lane, reference, time, trace);
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
    return publish(type, engine.acts.restart(type, id, act, engine.grace, now), now);
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
    return publish(type, engine.acts.beginNow(type, id, act, engine.grace, now), now);
  }

  private boolean publish(ProcessType type, Eligible eligible, Instant now) {
    if (eligible.isPublished()) {
      Reference reference = eligible.reference();
      Lane lane = Lane.of(reference.attempt(), eligible.losses());
      publish(type, lane, reference, now, eligible.trace());
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
    return publish(type, engine.acts.retryNow(type, id, act, engine.grace, now), now);
  }

  @Override
  public boolean cancel(Object record, String reason) {
    return act(
        record, (type, id) -> engine.acts.cancel(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean cancel(String type, String id, String actor, String reason) {
    return act(
        type,
        id,
        (named, its) -> engine.acts.cancel(named, its, new ActedBy(actor, reason), now()));
  }

  @Override
  public boolean markProcessed(Object record, String reason) {
    return act(
        record,
        (type, id) -> engine.acts.markProcessed(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean markProcessed(String type, String id, String actor, String reason) {
    return act(
        type,
        id,
        (named, its) -> engine.acts.markProcessed(named, its, new ActedBy(actor, reason), now()));
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
    engine.acts.updateError(type, id, actor, error, now());
    return true;
  }

  private static void requireText(String error) {
    if (error.isBlank()) {
      throw new IllegalArgumentException("The new text of the error is blank. Write a text.");
    }
  }

  @Override
  public boolean clearError(Object record, String reason) {
    return act(
        record, (type, id) -> engine.acts.clearError(type, id, new ActedBy(null, reason), now()));
  }

  @Override
  public boolean clearError(String type, String id, String actor, String reason) {
    return act(
        type,
        id,
        (named, its) -> engine.acts.clearError(named, its, new ActedBy(actor, reason), now()));
  }

  private boolean act(Object record, BiPredicate<ProcessType, String> act) {
    ProcessType type = engine.types.of(record, field);
    String id = type.idOf(record);
    return engine.transaction.runUnlessRefused(
        status -> {
          boolean done = act.test(type, id);
          engine.submissions.refresh(type, record);
          return done;
        });
  }

  private boolean act(String type, String id, BiPredicate<ProcessType, String> act) {
    ProcessType named = engine.types.named(type);
    String spelled = named.spelled(id);
    return engine.transaction.runUnlessRefused(status -> act.test(named, spelled));
  }

  @Override
  public Asyncables field(String attribute) {
    return new DefaultAsyncables(engine, attribute);
  }

  private Instant now() {
    return engine.clock.instant();
  }
}
