package io.asyncable.run;

import io.asyncable.OutcomeUnknown;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.observe.Observed;
import io.asyncable.observe.Tracing;
import io.asyncable.type.Handlers;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Calls the handler of a group's attempts in the present transaction, and completes their records
 * there. Their rows are locked before the first call, so that even the last one works on current
 * data.
 */
final class SharedHandlers {

  /** No further handler begins after this time, because the rows of all are locked meanwhile. */
  private static final Duration LONGEST = Duration.ofMillis(20);

  /** The longest wait for a row that somebody else holds, as for every other lock of the engine. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /**
   * The longest pause between two statements, so that nobody waits longer for a row of the shared
   * transaction.
   */
  static final Duration LONGEST_IDLE = Duration.ofSeconds(2);

  private final Handlers handlers;
  private final Records records;
  private final Completions completions;
  private final Tracing tracing;
  private final EngineClock clock;
  private final FaultPoint faultPoint;

  SharedHandlers(
      Handlers handlers,
      Records records,
      Completions completions,
      Tracing tracing,
      EngineClock clock,
      FaultPoint faultPoint) {
    this.handlers = handlers;
    this.records = records;
    this.completions = completions;
    this.tracing = tracing;
    this.clock = clock;
    this.faultPoint = faultPoint;
  }

  /** Nobody knows what one of the group has done, so it does not run again with the others. */
  static final class LeftOpen extends RuntimeException {
    private final transient Running running;
    private final OutcomeUnknown unknown;

    private LeftOpen(Running running, OutcomeUnknown unknown) {
      super(unknown);
      this.running = running;
      this.unknown = unknown;
    }

    Running running() {
      return running;
    }

    End end() {
      return new End.Threw(unknown);
    }
  }

  /** Runs as many of the group as there is time for; returns how those ended. */
  Map<Running, End> process(ProcessType type, List<Running> group, TransactionStatus status) {
    completions.boundWaits(LONGEST_WAIT, LONGEST_IDLE);
    Map<String, Object> locked = records.lock(type, group.stream().map(Running::attempt).toList());
    Instant latest = clock.instant().plus(LONGEST);
    Map<Running, End> ended = new LinkedHashMap<>();
    List<Claimed> done = new ArrayList<>();
    for (Running running : group) {
      if (!done.isEmpty() && clock.instant().isAfter(latest)) {
        break;
      }
      Claimed attempt = running.attempt();
      Object record = locked.get(attempt.id());
      if (record == null) {
        // The record is gone or hidden; its own attempt finds out which, without failing the
        // others.
        continue;
      }
      if (!records.isManaged(record)) {
        throw new IllegalStateException("Deleted or detached: " + attempt.key());
      }
      if (Records.isCurrent(attempt, record)) {
        call(running, record);
        done.add(attempt);
        ended.put(running, new End.Written(Outcome.PROCESSED));
      } else {
        ended.put(running, new End.MovedOn());
      }
    }
    records.flush();
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("A handler marked its transaction for rollback");
    }
    complete(type, done);
    return ended;
  }

  private void call(Running running, Object record) {
    Claimed attempt = running.attempt();
    try {
      TransactionalCall.unchecked(() -> tracing.correlated(attempt, () -> call(record, attempt)));
    } catch (OutcomeUnknown unknown) {
      throw new LeftOpen(running, unknown);
    }
  }

  private @Nullable Void call(Object record, Claimed attempt) throws Exception {
    try (Observed observation = tracing.attempt(attempt)) {
      try {
        handlers.of(attempt.type()).bean().process(record, records.viewOf(attempt));
        faultPoint.passed(FaultPoint.Step.HANDLED);
        return null;
      } catch (Throwable failure) {
        observation.error(failure);
        throw failure;
      }
    }
  }

  private void complete(ProcessType type, List<Claimed> done) {
    Set<String> completed = completions.complete(type, done, clock.instant());
    if (completed.size() < done.size()) {
      throw new IllegalStateException("Some had moved on");
    }
  }
}
