package io.asyncable.dispatch;

import io.asyncable.UnknownRecord;
import io.asyncable.record.Claimed;
import io.asyncable.record.Claims;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Reference;
import io.asyncable.record.Timers;
import io.asyncable.record.Timers.Timer;
import io.asyncable.worker.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the references of one poll into running attempts: one claim per type, then the executor.
 */
public final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Parked records come back at this rate once they may run. */
  private static final Duration RAMP_STEP = Duration.ofMillis(10);

  /** What dispatching needs. */
  record Engine(
      ProcessTypes types,
      Guards guards,
      Claims claims,
      Timers timers,
      Attempts attempts,
      Runner runner,
      SharedTransaction shared,
      Heartbeat worker,
      Patience patience,
      Meters meters,
      Clock clock,
      Duration grace,
      FaultPoint faultPoint) {}

  private final Engine engine;

  Dispatcher(Engine engine) {
    this.engine = engine;
  }

  /**
   * Claims what is still valid and hands it to the executor.
   *
   * @param ended is run after each attempt that was begun
   * @return how many were begun
   */
  public int dispatch(List<Reference> references, Executor executor, Runnable ended) {
    Map<ProcessType, List<Reference>> byType = new LinkedHashMap<>();
    for (Reference reference : references) {
      typeOf(reference)
          .ifPresent(type -> byType.computeIfAbsent(type, t -> new ArrayList<>()).add(reference));
    }
    int begun = 0;
    for (Map.Entry<ProcessType, List<Reference>> ofType : byType.entrySet()) {
      begun += dispatch(ofType.getKey(), ofType.getValue(), executor, ended);
    }
    return begun;
  }

  /** A message of another version of the application, or of nobody, is left to the sweeper. */
  private Optional<ProcessType> typeOf(Reference reference) {
    try {
      ProcessType type = engine.types.named(reference.type());
      type.idFrom(reference.id());
      return Optional.of(type);
    } catch (UnknownRecord unknown) {
      log.warn("Passed over a message: {}", unknown.getMessage());
      return Optional.empty();
    }
  }

  private int dispatch(
      ProcessType type, List<Reference> references, Executor executor, Runnable ended) {
    Guard guard = engine.guards.of(type);
    List<Reference> admitted = new ArrayList<>(references.size());
    List<Timer> parked = new ArrayList<>();
    Instant now = engine.clock.instant();
    for (Reference reference : references) {
      guard
          .enter(now)
          .ifPresentOrElse(
              wait -> parked.add(new Timer(reference, now.plus(wait))),
              () -> admitted.add(reference));
    }
    park(type, parked);
    List<Claimed> won = admitted.isEmpty() ? List.of() : claim(type, admitted, guard);
    engine.meters.claims(type.name(), won.size(), admitted.size() - won.size(), parked.size());
    begin(type, won, guard, executor, ended);
    return won.size();
  }

  private void park(ProcessType type, List<Timer> parked) {
    if (!parked.isEmpty()) {
      List<Timer> ramped = ramp(parked);
      engine.patience.untilWritten("parked records", () -> engine.timers.park(type, ramped));
    }
  }

  /** Spreads timers, so that what was held is released at a rate and not at a stroke. */
  public static List<Timer> ramp(List<Timer> held) {
    long spread = spread(held.size()).toMillis();
    return held.stream()
        .map(
            timer ->
                new Timer(
                    timer.reference(),
                    timer.dueAt().plusMillis(ThreadLocalRandom.current().nextLong(spread))))
        .toList();
  }

  /** Over how long so many are released. */
  public static Duration spread(int held) {
    return RAMP_STEP.multipliedBy(held).plusSeconds(1);
  }

  private List<Claimed> claim(ProcessType type, List<Reference> admitted, Guard guard) {
    List<Claimed> won = new ArrayList<>();
    engine.attempts.announce(admitted);
    try {
      claimFree(type, admitted, won);
      claimLocked(type, admitted, won);
      if (!won.isEmpty()) {
        engine.faultPoint.passed(FaultPoint.Step.CLAIMED);
      }
      won.forEach(attempt -> engine.attempts.hold(new Running(attempt, guard)));
      return won;
    } finally {
      engine.attempts.forgetAnnounced(admitted);
      for (int lost = admitted.size() - won.size(); lost > 0; lost--) {
        guard.release();
      }
    }
  }

  private void claimFree(ProcessType type, List<Reference> references, List<Claimed> won) {
    won.addAll(
        engine.patience.untilWritten(
            "claims",
            () ->
                engine.claims.claimFree(
                    type,
                    references,
                    engine.worker.epoch(),
                    engine.clock.instant(),
                    engine.grace)));
  }

  /**
   * Whatever this comes to, what is won is kept; and repeated on its own, or that would be lost.
   */
  private void claimLocked(ProcessType type, List<Reference> references, List<Claimed> won) {
    Set<String> taken = won.stream().map(Claimed::id).collect(Collectors.toSet());
    List<Reference> rest =
        references.stream().filter(reference -> !taken.contains(reference.id())).toList();
    if (rest.isEmpty()) {
      return;
    }
    try {
      won.addAll(
          engine.patience.untilWritten(
              "claims",
              () ->
                  engine.claims.claimLocked(
                      type, rest, engine.worker.epoch(), engine.clock.instant(), engine.grace)));
    } catch (RuntimeException failure) {
      log.warn("{} records of {} are left to the sweeper", rest.size(), type, failure);
    }
  }

  private void begin(
      ProcessType type, List<Claimed> won, Guard guard, Executor executor, Runnable ended) {
    int largestGroup = engine.shared.largestGroup(type, won, guard);
    if (largestGroup > 1) {
      beginTogether(won, largestGroup, executor, ended);
      return;
    }
    Map<String, Object> records = engine.runner.preload(type, won);
    for (Claimed attempt : won) {
      Running running = engine.attempts.of(attempt);
      try {
        executor.execute(
            () -> {
              try {
                engine.runner.run(running, records.get(attempt.id()));
              } finally {
                ended.run();
              }
            });
      } catch (RejectedExecutionException stopping) {
        engine.runner.giveBack(running, "the worker stops");
        ended.run();
      }
    }
  }

  private void beginTogether(
      List<Claimed> won, int largestGroup, Executor executor, Runnable ended) {
    List<Running> all = won.stream().map(engine.attempts::of).toList();
    Waiting waiting = new Waiting(all, largestGroup);
    for (Running running : all) {
      try {
        executor.execute(() -> waiting.runAll(engine.shared, engine.runner, ended));
      } catch (RejectedExecutionException stopping) {
        if (waiting.remove(running)) {
          engine.runner.giveBack(running, "the worker stops");
          ended.run();
        }
      }
    }
  }
}
