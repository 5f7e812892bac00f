package io.asyncable.dispatch;

import io.asyncable.record.Claimed;
import io.asyncable.record.Completions;
import io.asyncable.record.ErrorDetails;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.Failure;
import io.asyncable.record.ProcessType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Writes how attempts ended, all that wait in one statement per type and kind. What cannot be
 * written is kept and tried again until the database is back: no claim goes through meanwhile, so
 * it stays bounded.
 */
final class Completer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Completer.class);
  private static final int LARGEST_GROUP = 500;
  private static final Duration BUSY_PAUSE = Duration.ofMillis(500);

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  /** Outcomes to be written later; touched by the completer's thread only. */
  private final List<Outcome> busy = new ArrayList<>();

  private long busyTriedAt = System.nanoTime();
  private final Completions completions;
  private final Attempts attempts;
  private final Clock clock;
  private final Patience patience;
  private final FaultPoint faultPoint;
  private volatile @Nullable Thread thread;

  Completer(
      Completions completions,
      Attempts attempts,
      Clock clock,
      Patience patience,
      FaultPoint faultPoint) {
    this.completions = completions;
    this.attempts = attempts;
    this.clock = clock;
    this.patience = patience;
    this.faultPoint = faultPoint;
  }

  /**
   * An attempt, how it ended, and who wants to know whether that took effect.
   *
   * @param failure null for success
   */
  private record Outcome(Claimed attempt, @Nullable Failure failure, Consumer<Boolean> written) {}

  void succeeded(Claimed attempt, Consumer<Boolean> written) {
    outcomes.add(new Outcome(attempt, null, written));
  }

  void failed(Claimed attempt, Failure failure, Consumer<Boolean> written) {
    outcomes.add(new Outcome(attempt, failure, written));
  }

  private void run() {
    while (isRunning() || !outcomes.isEmpty() || !busy.isEmpty()) {
      try {
        turn();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable failure) {
        // Even an Error: without this thread nothing would complete any more.
        log.error("Completing failed, and goes on: {}", ErrorDetails.logged(failure));
      }
    }
  }

  private void turn() throws InterruptedException {
    Outcome first = outcomes.poll(100, TimeUnit.MILLISECONDS);
    if (first != null) {
      writeWith(first);
    }
    if (!busy.isEmpty() && System.nanoTime() - busyTriedAt > BUSY_PAUSE.toNanos()) {
      busyTriedAt = System.nanoTime();
      outcomes.addAll(busy);
      busy.clear();
    }
  }

  /** Writes everything that waits, on the calling thread. */
  void flush() {
    for (Outcome first = outcomes.poll(); first != null; first = outcomes.poll()) {
      writeWith(first);
    }
  }

  private void writeWith(Outcome first) {
    List<Outcome> group = new ArrayList<>();
    group.add(first);
    outcomes.drainTo(group, LARGEST_GROUP - 1);
    Map<ProcessType, List<Outcome>> succeeded = new LinkedHashMap<>();
    Map<ProcessType, List<Outcome>> failed = new LinkedHashMap<>();
    for (Outcome outcome : group) {
      (outcome.failure() == null ? succeeded : failed)
          .computeIfAbsent(outcome.attempt().type(), type -> new ArrayList<>())
          .add(outcome);
    }
    succeeded.forEach((type, ofType) -> write(ofType, () -> complete(type, ofType)));
    failed.forEach((type, ofType) -> write(ofType, () -> fail(type, ofType)));
  }

  private void write(List<Outcome> group, Patience.Work<Set<String>> statement) {
    Set<String> written;
    try {
      written = patience.untilWritten("completions", statement);
    } catch (RuntimeException unwritable) {
      refused(group, unwritable);
      return;
    } catch (Error broken) {
      later(group, broken);
      return;
    }
    List<Outcome> unmoved = new ArrayList<>();
    for (Outcome outcome : group) {
      if (written.contains(outcome.attempt().id())) {
        settle(outcome, true);
      } else {
        unmoved.add(outcome);
      }
    }
    settleUnmoved(unmoved);
  }

  /** One that PostgreSQL refuses must not keep the others from being written. */
  private void refused(List<Outcome> group, RuntimeException unwritable) {
    if (group.size() > 1) {
      group.forEach(outcome -> write(List.of(outcome), single(outcome)));
    } else {
      log.error(
          "Not written: {}: {}", group.get(0).attempt().key(), ErrorDetails.logged(unwritable));
      settle(group.get(0), false);
    }
  }

  /** A record whose row somebody holds locked waits apart, so that it stops nobody else. */
  private void settleUnmoved(List<Outcome> unmoved) {
    if (unmoved.isEmpty()) {
      return;
    }
    // A group is of one type and kind.
    ProcessType type = unmoved.get(0).attempt().type();
    boolean failing = unmoved.get(0).failure() != null;
    List<Claimed> attempts = unmoved.stream().map(Outcome::attempt).toList();
    Set<String> held;
    try {
      held = patience.untilWritten("completions", () -> completions.busy(type, attempts, failing));
    } catch (RuntimeException | Error failure) {
      later(unmoved, failure);
      return;
    }
    for (Outcome outcome : unmoved) {
      if (held.contains(outcome.attempt().id())) {
        busy.add(outcome);
      } else {
        settle(outcome, false);
      }
    }
  }

  private void later(List<Outcome> group, Throwable failure) {
    log.error("{} completions are not written yet: {}", group.size(), ErrorDetails.logged(failure));
    busy.addAll(group);
  }

  private Patience.Work<Set<String>> single(Outcome outcome) {
    ProcessType type = outcome.attempt().type();
    return () ->
        outcome.failure() == null ? complete(type, List.of(outcome)) : fail(type, List.of(outcome));
  }

  private Set<String> complete(ProcessType type, List<Outcome> outcomes) {
    List<Claimed> done = outcomes.stream().map(Outcome::attempt).toList();
    return completions.complete(type, done, clock.instant());
  }

  private Set<String> fail(ProcessType type, List<Outcome> outcomes) {
    List<FailedAttempt> failures =
        outcomes.stream()
            .map(outcome -> new FailedAttempt(outcome.attempt(), outcome.failure()))
            .toList();
    return completions.fail(type, failures, clock.instant());
  }

  private void settle(Outcome outcome, boolean written) {
    attempts.forget(outcome.attempt());
    try {
      outcome.written().accept(written);
      faultPoint.passed(FaultPoint.Step.COMPLETED);
    } catch (Throwable failure) {
      // It is written; whoever wanted to know must not keep the others from being settled.
      log.warn(
          "What follows the completion of {} failed: {}",
          outcome.attempt().key(),
          ErrorDetails.logged(failure));
    }
  }

  @Override
  public void start() {
    thread = new Thread(this::run, "asyncable-completer");
    thread.start();
  }

  /** Stops once everything that waits is written. */
  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      try {
        running.join(10_000);
        running.interrupt();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return Phases.COMPLETER;
  }
}
