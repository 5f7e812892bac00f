package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.observe.Observed;
import io.asyncable.observe.Tracing;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one attempt, with its gate, its thread, its time limit and its observation. */
final class Runner {

  private final AloneGate gate;
  private final HandlerCall handlers;
  private final Endings endings;
  private final Tracing tracing;
  private final TimeLimits limits;

  Runner(
      AloneGate gate, HandlerCall handlers, Endings endings, Tracing tracing, TimeLimits limits) {
    this.gate = gate;
    this.handlers = handlers;
    this.endings = endings;
    this.tracing = tracing;
    this.limits = limits;
  }

  /** Reads what the attempts of a poll, given to {@link #run}, get. */
  Reading reading(ProcessType type, Collection<Claimed> poll) {
    return handlers.reading(type, poll);
  }

  /** Ends an attempt that does not begin here after all. */
  void giveBack(Running running, String reason) {
    running.giveBack(reason);
    endings.through(running, System.nanoTime(), End.GivenBack::new);
  }

  /**
   * Runs the attempt on this thread.
   *
   * @param records reads what the attempts of its poll get
   */
  void run(Running running, Reading records) {
    long began = System.nanoTime();
    endings.through(running, began, () -> gated(running, records, began));
  }

  private End gated(Running running, Reading records, long began) throws Exception {
    Claimed attempt = running.attempt();
    if (!gate.enter(attempt)) {
      return new End.PutOff(AloneGate.delay(attempt), "waits until it can run alone");
    }
    try {
      return running.enter()
          ? tracing.correlated(attempt, () -> observed(running, records, began))
          : new End.GivenBack();
    } finally {
      gate.leave(attempt);
    }
  }

  private End observed(Running running, Reading records, long began) throws Exception {
    try (Observed observation = tracing.attempt(running.attempt())) {
      try {
        return limited(running, records, began);
      } catch (Throwable failure) {
        observation.error(Endings.cause(running, failure));
        throw failure;
      }
    }
  }

  private End limited(Running running, Reading records, long began) throws Exception {
    Optional<ScheduledFuture<?>> timeout = armTimeout(running, began);
    try {
      return handlers.process(running, records);
    } finally {
      timeout.ifPresent(timer -> timer.cancel(false));
      running.leave();
    }
  }

  private Optional<ScheduledFuture<?>> armTimeout(Running running, long began) {
    return running
        .guard()
        .timeLimit()
        .map(
            limit ->
                limits
                    .clock()
                    .schedule(
                        () -> timeOut(running, began, limit),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS));
  }

  private void timeOut(Running running, long began, Duration limit) {
    TimeoutException tooLong = new TimeoutException("ran longer than " + limit);
    // The handler's transaction may hold the row to which the failure must be written, so the
    // transaction must end first. A handler that must not begin again may still succeed, or tell.
    if (running.cutOff(tooLong)
        && !handlers.isTransactional(running.attempt())
        && !running.isBegunOnce()) {
      limits
          .endings()
          .execute(() -> endings.end(running, began, endings.cutOff(running.attempt(), tooLong)));
    }
  }
}
