package io.asyncable.dispatch;

import io.asyncable.Asyncables;
import io.asyncable.record.Act;
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
            references.forEach(reference -> publish(type, reference, trace));
          }
        });
  }

  private void publish(ProcessType type, Reference reference, @Nullable String trace) {
    engine.afterCommit.publish(engine.policies.of(type).queue(), reference, trace);
  }

  @Override
  public void restart(Object record) {
    ProcessType type = engine.types.of(record, field);
    inTransaction(
        () -> {
          restart(type, type.idOf(record), Act.APPLICATION);
          engine.submissions.refresh(type, record);
          return null;
        });
  }

  @Override
  public void restart(String type, String id, String actor, String reason) {
    ProcessType named = engine.types.named(type);
    inTransaction(
        () -> {
          restart(named, id, new Act(actor, reason));
          return null;
        });
  }

  private void restart(ProcessType type, String id, Act act) {
    Reference reference = engine.submissions.restart(type, id, act, engine.grace, now());
    publish(type, reference, null);
  }

  @Override
  public boolean cancel(Object record, String reason) {
    ProcessType type = engine.types.of(record, field);
    return inTransaction(
        () -> {
          boolean canceled =
              engine.submissions.cancel(type, type.idOf(record), new Act(null, reason), now());
          engine.submissions.refresh(type, record);
          return canceled;
        });
  }

  @Override
  public boolean cancel(String type, String id, String actor, String reason) {
    ProcessType named = engine.types.named(type);
    return inTransaction(() -> engine.submissions.cancel(named, id, new Act(actor, reason), now()));
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
