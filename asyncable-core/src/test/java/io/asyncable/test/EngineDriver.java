package io.asyncable.test;

import static org.awaitility.Awaitility.await;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.guard.Guards;
import io.asyncable.job.batch.Releases;
import io.asyncable.queue.PausedQueues;
import io.asyncable.sweep.Sweeper;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextRestartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Drives the engine of a test: {@code @Import(EngineDriver.class)} and inject it.
 *
 * <p>It stops this instance's own sweeper, so that timers fire, and jobs that wait for others
 * begin, when the test says so, by {@link #drain()}. Records of an entity with several {@code
 * Asyncable}s are addressed by the attribute.
 */
@TestComponent
public class EngineDriver {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<AsyncColumn> TIMES =
      List.of(
          AsyncColumn.SUBMITTED_AT,
          AsyncColumn.LAST_SUBMITTED_AT,
          AsyncColumn.ATTEMPTED_AT,
          AsyncColumn.PROCESSED_AT,
          AsyncColumn.CANCELED_AT,
          AsyncColumn.DUE_AT,
          AsyncColumn.PUBLISHED_AT);

  private static final String DUE =
      """
      select concat_ws(' ', {id}, {last_submitted_at}, {attempts}) from {table} t
      where {due_at} <= :now and {processed_at} is null and {canceled_at} is null
        and {ofType}
      """;

  private static final String WAITING =
      """
      select concat_ws(' ', {id}, {last_submitted_at}, {attempts}) from {table} t
      where {due_at} is not null and {processed_at} is null and {canceled_at} is null
        and {ofType}
      """;

  private static final String BUSY =
      "select count(*) from {table} t where ((RUNNING) or (QUEUED)) and {ofType}"
          .replace("RUNNING", State.RUNNING.condition().sql(ProcessType::braced, ":now"))
          .replace("QUEUED", State.QUEUED.condition().sql(ProcessType::braced, ":now"));

  private final ProcessTypes types;
  private final Guards guards;
  private final Policies policies;
  private final PausedQueues paused;
  private final Sweeper sweeper;
  private final Releases releases;
  private final EngineClock clock;
  private final JdbcClient jdbc;

  EngineDriver(
      ProcessTypes types,
      Guards guards,
      Policies policies,
      PausedQueues paused,
      Sweeper sweeper,
      Releases releases,
      EngineClock clock,
      DataSource dataSource) {
    this.types = types;
    this.guards = guards;
    this.policies = policies;
    this.paused = paused;
    this.sweeper = sweeper;
    this.releases = releases;
    this.clock = clock;
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Again when a context that was paused between two test classes goes on. */
  @EventListener({ContextRefreshedEvent.class, ContextRestartedEvent.class})
  void stopSweeper() {
    sweeper.duty().stop();
    releases.duty().stop();
  }

  /**
   * Sweeps, lets jobs begin that have waited for others, and waits until nothing is due, queued or
   * running; at most 30 s.
   */
  public void drain() {
    drain(PATIENCE);
  }

  /**
   * Sweeps, and waits until nothing is due, queued or running. What an open circuit breaker or a
   * paused queue holds, and what is to be retried later by the engine's clock, is left.
   */
  public void drain(Duration patience) {
    Set<String> sweptUp = new HashSet<>();
    await("drained").atMost(patience).until(() -> isDrained(sweptUp));
  }

  /** A due record that was swept counts as queued until its next attempt has begun. */
  private boolean isDrained(Set<String> sweptUp) {
    Set<String> due = ask(DUE);
    sweptUp.addAll(due);
    if (!due.isEmpty()) {
      sweeper.sweep();
    }
    sweptUp.retainAll(ask(WAITING));
    // When nothing runs, all that has ended is known to whoever waits for it.
    return sweptUp.isEmpty() && !isBusy() && releases.sweep() == 0;
  }

  private Set<String> ask(String question) {
    Instant now = clock.instant();
    return types.all().stream()
        .filter(type -> !isHeld(type, now))
        .flatMap(
            type ->
                jdbc
                    .sql(type.sql(question))
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .query(String.class)
                    .list()
                    .stream()
                    .map(row -> type.name() + " " + row))
        .collect(Collectors.toSet());
  }

  private boolean isHeld(ProcessType type, Instant now) {
    return guards.of(type).heldUntil(now).isPresent() || paused.contains(policies.of(type).queue());
  }

  private boolean isBusy() {
    Instant now = clock.instant();
    return types.all().stream()
        .filter(type -> !isHeld(type, now))
        .anyMatch(
            type ->
                jdbc.sql(type.sql(BUSY))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                    > 0);
  }

  /** Makes the record older: all that happened to it, or is still to happen, that much earlier. */
  public void age(Object record, Duration by) {
    age(record, "", by);
  }

  /** The same for one of several {@code Asyncable}s. */
  public void age(Object record, String field, Duration by) {
    ProcessType type = types.of(record, field);
    String earlier =
        TIMES.stream()
            .map(ProcessType::braced)
            .map(column -> column + " = " + column + " - :by * interval '1 microsecond'")
            .collect(Collectors.joining(", "));
    update(type, record, earlier, "by", by.toNanos() / 1_000);
  }

  /**
   * Writes one async column of the record's row past the engine, for a state that is hard to bring
   * about.
   *
   * @param value a text, a number, an {@link Instant}, or null
   */
  public void set(Object record, String field, AsyncColumn column, @Nullable Object value) {
    Object bound = value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
    update(
        types.of(record, field), record, ProcessType.braced(column) + " = :value", "value", bound);
  }

  private void update(
      ProcessType type, Object record, String changes, String name, @Nullable Object value) {
    int updated =
        jdbc.sql(type.sql("update {table} set " + changes + " where {id} = cast(:id as {idType})"))
            .param("id", type.idOf(record))
            .param(name, value)
            .update();
    if (updated == 0) {
      throw new IllegalArgumentException("%s %s has no row.".formatted(type, type.idOf(record)));
    }
  }
}
