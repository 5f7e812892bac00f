package io.asyncable.dispatch;

import io.asyncable.dispatch.Meters.Outcome;
import io.asyncable.record.Claimed;
import io.asyncable.record.ProcessType;
import io.micrometer.observation.Observation;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt: sees to its thread, its time limit, its observation and its guard. */
final class Runner {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

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

  /** Loads together what {@link #run} may be given. */
  Map<String, Object> preload(ProcessType type, List<Claimed> attempts) {
    return handlers.preload(type, attempts);
  }

  /** Ends an attempt that does not begin here after all. */
  void giveBack(Running running, String reason) {
    running.giveBack(reason);
    running.guard().release();
    endings.giveBack(running, System.nanoTime());
  }

  /**
   * Runs the attempt on this thread.
   *
   * @param loaded the record, where it was loaded with its poll
   */
  void run(Running running, @Nullable Object loaded) {
    Claimed attempt = running.attempt();
    long began = System.nanoTime();
    if (!gate.enter(attempt)) {
      running.guard().release();
      endings.postpone(running, began, AloneGate.delay(attempt), "waits until it can run alone");
      return;
    }
    try {
      if (running.enter()) {
        tracing.correlated(attempt, () -> observed(running, loaded, began));
      } else {
        running.guard().release();
        endings.giveBack(running, began);
      }
    } finally {
      gate.leave(attempt);
    }
  }

  @SuppressWarnings("try")
  private void observed(Running running, @Nullable Object loaded, long began) {
    Observation observation = tracing.attempt(running.attempt()).start();
    Throwable failure = null;
    Optional<ScheduledFuture<?>> timeout = armTimeout(running, began);
    try (Observation.Scope scope = observation.openScope()) {
      Optional<Outcome> written = handlers.process(running.attempt(), loaded);
      timeout.ifPresent(timer -> timer.cancel(false));
      running.leave();
      // A handler that ignored the interrupt may have succeeded, but its service was too slow.
      failure = running.cutOff();
      endings.succeeded(running, began, written);
    } catch (Throwable thrown) {
      timeout.ifPresent(timer -> timer.cancel(false));
      running.leave();
      failure = Optional.<Throwable>ofNullable(running.cutOff()).orElseGet(() -> unwrap(thrown));
      endings.failed(running, began, failure);
      tell(observation, failure);
    } finally {
      observation.stop();
      running.guard().ended(Endings.since(began), failure);
    }
  }

  /** Observers read the exception's message, and even that may throw. */
  private static void tell(Observation observation, Throwable failure) {
    try {
      observation.error(failure);
    } catch (RuntimeException unreadable) {
      log.debug("An exception could not be observed", unreadable);
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
    // A transaction may hold the row that the failure is to be written to: its end must come first.
    if (running.cutOff(tooLong) && !handlers.isTransactional(running.attempt())) {
      limits.endings().execute(() -> endings.failed(running, began, tooLong));
    }
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof UndeclaredThrowableException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
