package io.asyncable.dispatch;

import io.asyncable.dispatch.Meters.Outcome;
import io.asyncable.record.Claimed;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.micrometer.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs attempts of one transactional handler in one transaction, which takes effect as a whole or
 * not at all. Their rows are locked before the first handler begins, so that the last one still
 * works on what is in the database.
 */
final class SharedTransaction {

  private static final Logger log = LoggerFactory.getLogger(SharedTransaction.class);

  /** No further handler begins after this: the rows of all are locked meanwhile. */
  private static final Duration LONGEST = Duration.ofMillis(20);

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
   * How many of the attempts may go together; 1 if each must have a transaction of its own.
   * Whatever was attempted before runs alone, lest it fail its neighbours again.
   */
  int largestGroup(ProcessType type, List<Claimed> attempts, Guard guard) {
    boolean mayShare =
        attempts.size() > 1
            && engine.handlers().of(type).transaction() != null
            && guard.timeLimit().isEmpty()
            && attempts.stream().allMatch(attempt -> attempt.attempt() == 1);
    return mayShare ? policies.of(type).transactionSize() : 1;
  }

  /**
   * Runs as many of the group as there is time for.
   *
   * @return those that are processed; none if anything went wrong, and then each may be run again
   *     in a transaction of its own
   */
  List<Running> run(List<Running> group) {
    // None was attempted, nor lost, before.
    Claimed any = group.get(0).attempt();
    gate.enter(any);
    try {
      return runTogether(group);
    } finally {
      gate.leave(any);
    }
  }

  private List<Running> runTogether(List<Running> group) {
    long began = System.nanoTime();
    Handler handler = engine.handlers().of(group.get(0).attempt().type());
    List<Running> done = new ArrayList<>();
    try {
      if (group.stream().allMatch(Running::enter)) {
        process(handler, group, done);
      }
    } catch (Throwable failure) {
      log.debug("{} attempts of {} did not go together", group.size(), handler.type(), failure);
    } finally {
      group.forEach(Running::leave);
    }
    Duration each = Duration.ofNanos((System.nanoTime() - began) / Math.max(1, done.size()));
    done.forEach(running -> settle(running, each));
    return done;
  }

  /**
   * @param done gets those whose commit took place: what the application does after a commit may
   *     still throw
   */
  private void process(Handler handler, List<Running> group, List<Running> done) {
    new TransactionTemplate(engine.transactions(), handler.transaction())
        .executeWithoutResult(
            status -> {
              List<Running> completed = process(handler, group, status);
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int outcome) {
                      if (outcome == STATUS_COMMITTED) {
                        done.addAll(completed);
                      }
                    }
                  });
            });
  }

  private List<Running> process(Handler handler, List<Running> group, TransactionStatus status) {
    Instant latest = engine.clock().instant().plus(LONGEST);
    Map<String, Object> records =
        engine.records().lock(engine.entities(), handler.type(), attempts(group));
    List<Running> done = new ArrayList<>();
    for (Running running : group) {
      if (!done.isEmpty() && engine.clock().instant().isAfter(latest)) {
        break;
      }
      Object record = records.get(running.attempt().id());
      if (record == null || !engine.entities().contains(record)) {
        throw new IllegalStateException("Deleted or detached: " + running.attempt().key());
      }
      Claimed attempt = running.attempt();
      tracing.correlated(attempt, () -> call(handler, record, attempt));
      done.add(running);
    }
    engine.entities().flush();
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("A handler marked its transaction for rollback");
    }
    complete(handler, done);
    return done;
  }

  private static List<Claimed> attempts(List<Running> group) {
    return group.stream().map(Running::attempt).toList();
  }

  @SuppressWarnings("try")
  private void call(Handler handler, Object record, Claimed attempt) {
    Observation observation = tracing.attempt(attempt).start();
    try (Observation.Scope scope = observation.openScope()) {
      HandlerCall.call(handler, record, new AttemptView(attempt, engine.claims()));
      engine.faultPoint().passed(FaultPoint.Step.HANDLED);
    } finally {
      observation.stop();
    }
  }

  private void complete(Handler handler, List<Running> done) {
    Set<String> completed =
        engine.completions().complete(handler.type(), attempts(done), engine.clock().instant());
    if (completed.size() < done.size()) {
      throw new IllegalStateException("Some had moved on");
    }
  }

  private void settle(Running running, Duration took) {
    running.guard().ended(took, null);
    endings.succeeded(running, System.nanoTime() - took.toNanos(), Optional.of(Outcome.PROCESSED));
    engine.faultPoint().passed(FaultPoint.Step.COMPLETED);
  }
}
