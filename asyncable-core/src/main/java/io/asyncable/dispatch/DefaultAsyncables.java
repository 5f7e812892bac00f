package io.asyncable.dispatch;

import io.asyncable.Asyncables;
import io.asyncable.record.Act;
import io.asyncable.record.Acts;
import io.asyncable.record.Acts.Eligible;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Reference;
import io.asyncable.record.Submissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Writes with the caller's transaction and publishes after its commit. */
final class DefaultAsyncables implements Asyncables {

  /** What every view shares. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      Submissions submissions,
      Acts acts,
      AfterCommit afterCommit,
      Tracing tracing,
      TransactionOperations transactions,
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
    Instant now = now();
    Instant wanted = startAt.truncatedTo(ChronoUnit.MICROS);
    submitAt(List.of(record), wanted.isAfter(now) ? wanted : now, now);
  }

  @Override
  public void submit(Object record, Duration delay) {
    submit(record, now().plus(delay));
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
    inTransaction(
        () -> {
          byType.forEach((type, ofType) -> submit(type, ofType, eligible, now));
          return null;
        });
  }

  private void submit(ProcessType type, List<Object> records, Instant eligible, Instant now) {
    engine.tracing.submit(
        type,
        trace -> {
          List<Reference> references =
              engine.submissions.submit(type, records, eligible, engine.grace, trace, now);
          if (!eligible.isAfter(now)) {
            references.forEach(
                reference -> publish(type, reference, reference.submission(), trace));
          }
        });
  }

  private void publish(
      ProcessType type, Reference reference, Instant time, @Nullable String trace) {
    engine.afterCommit.publish(engine.policies.of(type).queue(), reference, time, trace);
  }

  @Override
  public void restart(Object record) {
    act(record, (type, id) -> restart(type, id, Act.APPLICATION));
  }

  @Override
  public void restart(String type, String id, String actor, String reason) {
    act(type, named -> restart(named, id, new Act(actor, reason)));
  }

  private boolean restart(ProcessType type, String id, Act act) {
    return publish(type, engine.acts.restart(type, id, act, engine.grace, now()));
  }

  @Override
  public void beginNow(Object record) {
    act(record, (type, id) -> beginNow(type, id, Act.APPLICATION));
  }

  @Override
  public void beginNow(String type, String id, String actor, String reason) {
    act(type, named -> beginNow(named, id, new Act(actor, reason)));
  }

  private boolean beginNow(ProcessType type, String id, Act act) {
    return publish(type, engine.acts.beginNow(type, id, act, engine.grace, now()));
  }

  private boolean publish(ProcessType type, Eligible submitted) {
    Instant submission = submitted.reference().submission();
    publish(type, submitted.reference(), submission, submitted.trace());
    return true;
  }

  @Override
  public void retryNow(Object record) {
    act(record, (type, id) -> retryNow(type, id, Act.APPLICATION));
  }

  @Override
  public void retryNow(String type, String id, String actor, String reason) {
    act(type, named -> retryNow(named, id, new Act(actor, reason)));
  }

  private boolean retryNow(ProcessType type, String id, Act act) {
    Instant now = now();
    Eligible waiting = engine.acts.retryNow(type, id, act, engine.grace, now);
    publish(type, waiting.reference(), now, waiting.trace());
    return true;
  }

  @Override
  public boolean cancel(Object record, String reason) {
    return act(record, (type, id) -> engine.acts.cancel(type, id, new Act(null, reason), now()));
  }

  @Override
  public boolean cancel(String type, String id, String actor, String reason) {
    return act(type, named -> engine.acts.cancel(named, id, new Act(actor, reason), now()));
  }

  @Override
  public boolean markProcessed(Object record, String reason) {
    return act(
        record, (type, id) -> engine.acts.markProcessed(type, id, new Act(null, reason), now()));
  }

  @Override
  public boolean markProcessed(String type, String id, String actor, String reason) {
    return act(type, named -> engine.acts.markProcessed(named, id, new Act(actor, reason), now()));
  }

  @Override
  public void updateError(Object record, String error) {
    act(record, (type, id) -> updateError(type, id, null, error));
  }

  @Override
  public void updateError(String type, String id, String actor, String error) {
    act(type, named -> updateError(named, id, actor, error));
  }

  private boolean updateError(ProcessType type, String id, @Nullable String actor, String error) {
    engine.acts.updateError(type, id, actor, error, now());
    return true;
  }

  @Override
  public boolean clearError(Object record, String reason) {
    return act(
        record, (type, id) -> engine.acts.clearError(type, id, new Act(null, reason), now()));
  }

  @Override
  public boolean clearError(String type, String id, String actor, String reason) {
    return act(type, named -> engine.acts.clearError(named, id, new Act(actor, reason), now()));
  }

  private boolean act(Object record, BiPredicate<ProcessType, String> act) {
    ProcessType type = engine.types.of(record, field);
    return inTransaction(
        () -> {
          boolean done = act.test(type, type.idOf(record));
          engine.submissions.refresh(type, record);
          return done;
        });
  }

  private boolean act(String type, Predicate<ProcessType> act) {
    ProcessType named = engine.types.named(type);
    return inTransaction(() -> act.test(named));
  }

  @Override
  public Asyncables field(String attribute) {
    return new DefaultAsyncables(engine, attribute);
  }

  private <T> @Nullable T inTransaction(Supplier<@Nullable T> work) {
    return engine.transactions.execute(status -> work.get());
  }

  private Instant now() {
    return engine.clock.instant();
  }
}
