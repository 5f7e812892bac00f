package io.asyncable.dispatch;

import io.asyncable.record.Claimed;
import io.asyncable.record.Completions;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.Failure;
import io.asyncable.record.ProcessType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** One order for all, so that two groups cannot deadlock. */
  private static final Comparator<Claimed> BY_ID = Comparator.comparing(Claimed::id);

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Completions completions;
  private final Attempts attempts;
  private final Clock clock;
  private final Patience patience;
  private volatile @Nullable Thread thread;

  Completer(Completions completions, Attempts attempts, Clock clock, Patience patience) {
    this.completions = completions;
    this.attempts = attempts;
    this.clock = clock;
    this.patience = patience;
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
    try {
      while (isRunning() || !outcomes.isEmpty()) {
        Outcome first = outcomes.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          writeWith(first);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
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

  private void write(List<Outcome> outcomes, Patience.Work<Set<String>> statement) {
    try {
      Set<String> written = patience.untilWritten("completions", statement);
      outcomes.forEach(outcome -> settle(outcome, written.contains(outcome.attempt().id())));
    } catch (RuntimeException unwritable) {
      if (outcomes.size() > 1) {
        // One that PostgreSQL refuses must not keep the others from being written.
        outcomes.forEach(outcome -> write(List.of(outcome), single(outcome)));
      } else {
        log.error("Not written: {}", outcomes.get(0).attempt().key(), unwritable);
        settle(outcomes.get(0), false);
      }
    }
  }

  private Patience.Work<Set<String>> single(Outcome outcome) {
    ProcessType type = outcome.attempt().type();
    return () ->
        outcome.failure() == null ? complete(type, List.of(outcome)) : fail(type, List.of(outcome));
  }

  private Set<String> complete(ProcessType type, List<Outcome> outcomes) {
    List<Claimed> done = outcomes.stream().map(Outcome::attempt).sorted(BY_ID).toList();
    return completions.complete(type, done, clock.instant());
  }

  private Set<String> fail(ProcessType type, List<Outcome> outcomes) {
    List<FailedAttempt> failures =
        outcomes.stream()
            .map(outcome -> new FailedAttempt(outcome.attempt(), outcome.failure()))
            .sorted(Comparator.comparing(FailedAttempt::attempt, BY_ID))
            .toList();
    return completions.fail(type, failures, clock.instant());
  }

  private void settle(Outcome outcome, boolean written) {
    attempts.forget(outcome.attempt());
    outcome.written().accept(written);
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
