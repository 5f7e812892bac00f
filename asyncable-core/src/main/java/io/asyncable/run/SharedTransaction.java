package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.move.Claimed;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.observe.Observed;
import io.asyncable.observe.Tracing;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.Handler;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs attempts of one transactional handler in one transaction, which takes effect as a whole or
 * not at all. Their rows are locked before the first handler begins, so that even the last handler
 * works on current data.
 */
final class SharedTransaction {

  private static final Logger log = LoggerFactory.getLogger(SharedTransaction.class);

  /** No further handler begins after this time, because the rows of all are locked meanwhile. */
  private static final Duration LONGEST = Duration.ofMillis(20);

  /** The longest wait for a row that somebody else holds, as for every other lock of the engine. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /**
   * The longest pause between two statements, so that nobody waits longer for a row of the shared
   * transaction.
   */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(2);

  /** Types whose handlers have kept a shared transaction idle. */
  private final Set<ProcessType> unfit = ConcurrentHashMap.newKeySet();

  private final HandlerCall.Engine engine;
  private final Policies policies;
  private final AloneGate gate;
  private final Endings endings;
  private final Tracing tracing;

  SharedTransaction(
      HandlerCall.Engine engine,
      Policies policies,
      AloneGate gate,
      Endings endings,
      Tracing tracing) {
    this.engine = engine;
    this.policies = policies;
    this.gate = gate;
    this.endings = endings;
    this.tracing = tracing;
  }

  /**
   * How many of the attempts may go together; 1 if each must have a transaction of its own. A
   * record that was attempted before runs alone, so that it cannot fail the others again.
   */
  int largestGroup(ProcessType type, List<Claimed> attempts, Guard guard) {
    boolean mayShare =
        attempts.size() > 1
            && engine.handlers().of(type).transaction() != null
            && !unfit.contains(type)
            && guard.timeLimit().isEmpty()
            && attempts.stream().allMatch(attempt -> attempt.attempt() == 1);
    return mayShare ? policies.of(type).transactionSize() : 1;
  }

  /**
   * Runs as many of the group as there is time for; never throws.
   *
   * @return those that have not ended; all of them if anything went wrong, and then each may be run
   *     again in a transaction of its own
   */
  List<Running> run(List<Running> group) {
    long began = System.nanoTime();
    Map<Running, End> ended = together(group);
    long each = (System.nanoTime() - began) / Math.max(1, ended.size());
    ended.forEach((running, end) -> settle(running, end, System.nanoTime() - each));
    return group.stream().filter(running -> !ended.containsKey(running)).toList();
  }

  private void settle(Running running, End end, long began) {
    endings.through(
        running,
        began,
        () -> {
          if (end.isSuccess()) {
            engine.faultPoint().passed(FaultPoint.Step.COMPLETED);
          }
          return end;
        });
  }

  private Map<Running, End> together(List<Running> group) {
    Claimed any = group.get(0).attempt();
    Map<Running, End> committed = new LinkedHashMap<>();
    // None was attempted, nor lost, before.
    gate.enter(any);
    try {
      if (!unfit.contains(any.type()) && group.stream().allMatch(Running::enter)) {
        process(engine.handlers().of(any.type()), group, committed);
      }
    } catch (Throwable failure) {
      log.debug(
          "{} attempts of {} could not share a transaction: {}",
          group.size(),
          any.type(),
          ErrorDetails.line(failure));
    } finally {
      group.forEach(Running::leave);
      gate.leave(any);
    }
    return committed;
  }

  /**
   * @param committed gets those whose commit took place: what the application does after a commit
   *     may still throw
   */
  private void process(Handler handler, List<Running> group, Map<Running, End> committed) {
    new TransactionTemplate(engine.transactions(), handler.transaction())
        .executeWithoutResult(
            status -> {
              Map<Running, End> ended = judged(handler, group, status);
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int outcome) {
                      if (outcome == STATUS_COMMITTED) {
                        committed.putAll(ended);
                      }
                    }
                  });
            });
  }

  /** Decides inside the transaction, because a failed rollback could hide the original failure. */
  private Map<Running, End> judged(Handler handler, List<Running> group, TransactionStatus status) {
    long began = System.nanoTime();
    try {
      return process(handler, group, status);
    } catch (RuntimeException failure) {
      boolean longEnough = System.nanoTime() - began >= LONGEST_IDLE.toNanos();
      if (longEnough && isSessionOver(failure)) {
        refuse(handler.type());
      }
      throw failure;
    }
  }

  /** Ended for idling, or found broken where the reason was lost. */
  private static boolean isSessionOver(RuntimeException failure) {
    return Patience.sqlCause(failure)
        .map(sql -> String.valueOf(sql.getSQLState()))
        .filter(state -> "25P03".equals(state) || state.startsWith("08"))
        .isPresent();
  }

  private void refuse(ProcessType type) {
    if (unfit.add(type)) {
      log.warn(
          "Handlers of {} cannot share transactions: one did not use its transaction for {},"
              + " for example because it waited in another transaction for a row of the shared one."
              + " From now on each runs in a transaction of its own. Set"
              + " asyncable.types.{}.transaction-size=1, or let the handler do all its work in the"
              + " transaction of process.",
          type,
          LONGEST_IDLE,
          type);
    }
  }

  private Map<Running, End> process(
      Handler handler, List<Running> group, TransactionStatus status) {
    Instant latest = engine.clock().instant().plus(LONGEST);
    engine.completions().boundWaits(LONGEST_WAIT, LONGEST_IDLE);
    Map<String, Object> records =
        engine.records().lock(engine.entities(), handler.type(), claimed(group));
    Map<Running, End> ended = new LinkedHashMap<>();
    List<Claimed> done = new ArrayList<>();
    for (Running running : group) {
      if (!done.isEmpty() && engine.clock().instant().isAfter(latest)) {
        break;
      }
      Claimed attempt = running.attempt();
      Object record = records.get(attempt.id());
      if (record == null) {
        // The record is gone or hidden; its own attempt finds out which, without failing the
        // others.
        continue;
      }
      if (!engine.entities().contains(record)) {
        throw new IllegalStateException("Deleted or detached: " + attempt.key());
      }
      if (Records.isCurrent(attempt, record)) {
        HandlerCall.unchecked(
            () -> tracing.correlated(attempt, () -> call(handler, record, attempt)));
        done.add(attempt);
        ended.put(running, new End.Written(Outcome.PROCESSED));
      } else {
        ended.put(running, new End.MovedOn());
      }
    }
    engine.entities().flush();
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("A handler marked its transaction for rollback");
    }
    complete(handler, done);
    return ended;
  }

  private static List<Claimed> claimed(List<Running> group) {
    return group.stream().map(Running::attempt).toList();
  }

  private @Nullable Void call(Handler handler, Object record, Claimed attempt) throws Exception {
    try (Observed observation = tracing.attempt(attempt)) {
      try {
        handler.bean().process(record, new AttemptView(attempt, engine.claims()));
        engine.faultPoint().passed(FaultPoint.Step.HANDLED);
        return null;
      } catch (Throwable failure) {
        observation.error(failure);
        throw failure;
      }
    }
  }

  private void complete(Handler handler, List<Claimed> done) {
    Set<String> completed =
        engine.completions().complete(handler.type(), done, engine.clock().instant());
    if (completed.size() < done.size()) {
      throw new IllegalStateException("Some had moved on");
    }
  }
}
