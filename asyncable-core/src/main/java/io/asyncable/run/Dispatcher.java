package io.asyncable.run;

import io.asyncable.UnknownRecord;
import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.guard.Guards;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Turns the references of one poll into running attempts: one claim per type, then the executor.
 */
public final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Parked records come back at this rate once they may run. */
  private static final Duration RAMP_STEP = Duration.ofMillis(10);

  /** The collaborators of the dispatcher. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      Guards guards,
      Claims claims,
      Timers timers,
      Attempts attempts,
      Runner runner,
      SharedTransaction shared,
      Completer completer,
      Troubles troubles,
      Heartbeat worker,
      Patience patience,
      Meters meters,
      PassedOver passedOver,
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
   * @param queue the queue that delivered the references
   * @param ended is run after each attempt that was begun
   * @return the number of attempts that were begun
   */
  public int dispatch(String queue, List<Reference> references, Executor executor, Runnable ended) {
    Map<ProcessType, List<Reference>> byType = new LinkedHashMap<>();
    for (Reference reference : references) {
      typeOf(queue, reference)
          .ifPresent(
              type ->
                  byType
                      .computeIfAbsent(type, t -> new ArrayList<>())
                      .add(spelledAsStored(type, reference)));
    }
    int begun = 0;
    RuntimeException unexpected = null;
    for (Map.Entry<ProcessType, List<Reference>> ofType : byType.entrySet()) {
      try {
        begun += dispatchAlone(ofType.getKey(), ofType.getValue(), executor, ended);
      } catch (RuntimeException failure) {
        unexpected = unexpected == null ? failure : unexpected;
      }
    }
    if (unexpected != null) {
      throw unexpected;
    }
    return begun;
  }

  /**
   * A type that cannot be claimed, because of its table for example, must not stop other types of
   * the poll. Its messages are skipped and left to the sweeper, and so are messages of a type whose
   * outcomes pile up.
   */
  private int dispatchAlone(
      ProcessType type, List<Reference> references, Executor executor, Runnable ended) {
    if (engine.completer.isFull(type)) {
      log.debug(
          "Skipped {} messages of {}: too many outcomes are not written yet",
          references.size(),
          type);
      return 0;
    }
    if (engine.troubles.rests(Work.CLAIM, type.name())) {
      return 0;
    }
    long began = System.nanoTime();
    try {
      int begun = dispatch(type, references, executor, ended);
      engine.troubles.succeeded(Work.CLAIM, type.name());
      return begun;
    } catch (DataAccessException | TransactionException failure) {
      engine.troubles.failed(
          Work.CLAIM, type.name(), failure, Duration.ofNanos(System.nanoTime() - began));
      return 0;
    } finally {
      // Otherwise the queue would still wait for it.
      engine.troubles.succeeded(Work.CLAIM, Troubles.ALL_TYPES);
    }
  }

  /**
   * Leaves messages of another version of the application, or of an unknown sender, to the sweeper.
   * The same holds for a message of another queue than its type's, which may be paused. The lane
   * does not matter: all lanes pause with their queue, share its threads and differ only in what is
   * ahead of a message.
   */
  private Optional<ProcessType> typeOf(String queue, Reference reference) {
    try {
      ProcessType type = engine.types.named(reference.type());
      type.idFrom(reference.id());
      String carrier = engine.policies.of(type).queue();
      if (carrier.equals(queue)) {
        return Optional.of(type);
      }
      engine.passedOver.ofAnotherQueue(queue, type, carrier);
    } catch (UnknownRecord unknown) {
      engine.passedOver.unknown(queue, unknown.getMessage());
    } catch (RuntimeException unforeseen) {
      // Whatever reading it throws: a message that ended the poll would come again for ever.
      engine.passedOver.unknown(queue, ErrorDetails.line(unforeseen));
    }
    return Optional.empty();
  }

  /** Java accepts ids that PostgreSQL refuses, such as the UUID {@code 1-1-1-1-1}. */
  private static Reference spelledAsStored(ProcessType type, Reference reference) {
    return new Reference(
        reference.type(),
        type.spelled(reference.id()),
        reference.submission(),
        reference.attempt());
  }

  private int dispatch(
      ProcessType type, List<Reference> references, Executor executor, Runnable ended) {
    Guard guard = engine.guards.of(type);
    List<Timer> parked = new ArrayList<>();
    List<Reference> admitted = admit(type, references, guard, parked);
    List<Running> held = new ArrayList<>();
    ShareableAttempts waiting;
    Reading records;
    try {
      if (!admitted.isEmpty()) {
        UnderWay begun = engine.troubles.begun(Work.CLAIM, type.name());
        try {
          claim(type, admitted, guard, held);
        } finally {
          begun.ended();
        }
      }
      List<Claimed> won = held.stream().map(Running::attempt).toList();
      waiting = new ShareableAttempts(held, engine.shared.largestGroup(type, won, guard));
      records = engine.runner.reading(type, won);
    } catch (Throwable failure) {
      held.forEach(running -> engine.runner.giveBack(running, "could not begin: " + failure));
      throw failure;
    }
    begin(held, waiting, running -> engine.runner.run(running, records), executor, ended);
    engine.meters.claims(type.name(), held.size(), admitted.size() - held.size(), parked.size());
    return held.size();
  }

  /** Asks the guard for a permission for each reference, and parks the refused ones. */
  private List<Reference> admit(
      ProcessType type, List<Reference> references, Guard guard, List<Timer> parked) {
    List<Reference> admitted = new ArrayList<>(references.size());
    Instant now = engine.clock.instant();
    try {
      for (Reference reference : references) {
        guard
            .enter(now)
            .ifPresentOrElse(
                wait -> parked.add(new Timer(reference, now.plus(wait))),
                () -> admitted.add(reference));
      }
      park(type, parked);
    } catch (Throwable failure) {
      admitted.forEach(permitted -> guard.release());
      throw failure;
    }
    return admitted;
  }

  private void park(ProcessType type, List<Timer> parked) {
    if (!parked.isEmpty()) {
      List<Timer> ramped = ramp(parked);
      engine.patience.untilWritten("parked records", () -> engine.timers.park(type, ramped));
    }
  }

  /** Spreads timers, so that held records are released gradually and not all at once. */
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

  /**
   * @param held gets those that this worker holds from now on
   */
  private void claim(ProcessType type, List<Reference> admitted, Guard guard, List<Running> held) {
    engine.attempts.announce(admitted);
    try {
      List<Claimed> won = new ArrayList<>();
      win(type, admitted, won);
      if (!won.isEmpty()) {
        engine.faultPoint.passed(FaultPoint.Step.CLAIMED);
      }
      for (Claimed attempt : won) {
        Running running = new Running(attempt, guard);
        engine.attempts.hold(running);
        held.add(running);
      }
    } finally {
      engine.attempts.forgetAnnounced(admitted);
      for (int left = admitted.size() - held.size(); left > 0; left--) {
        guard.release();
      }
    }
  }

  /**
   * What one statement has claimed is kept even if the next one fails, because the rows are
   * claimed.
   */
  private void win(ProcessType type, List<Reference> references, List<Claimed> won) {
    try {
      written(type, references, engine.claims::claimFree, won);
      written(type, notIn(won, references), engine.claims::claimLocked, won);
    } catch (RuntimeException | Error failure) {
      if (won.isEmpty()) {
        throw failure;
      }
      log.warn(
          "Claimed {} of {} records of {}; the sweeper takes care of the others",
          won.size(),
          references.size(),
          type,
          failure);
    }
  }

  private static List<Reference> notIn(List<Claimed> won, List<Reference> references) {
    Set<String> taken = won.stream().map(Claimed::id).collect(Collectors.toSet());
    return references.stream().filter(reference -> !taken.contains(reference.id())).toList();
  }

  /** A reference that no statement accepts must not keep others from being claimed. */
  private void written(
      ProcessType type, List<Reference> references, Statement statement, List<Claimed> won) {
    if (references.isEmpty()) {
      return;
    }
    try {
      won.addAll(
          engine.patience.untilWritten(
              "claims",
              () ->
                  statement.claim(
                      type,
                      references,
                      engine.worker.epoch(),
                      engine.clock.instant(),
                      engine.grace)));
    } catch (DataIntegrityViolationException unbearable) {
      if (references.size() == 1) {
        log.warn("Skipped {}: {}", LogText.of(references.get(0)), ErrorDetails.line(unbearable));
        return;
      }
      references.forEach(one -> written(type, List.of(one), statement, won));
    }
  }

  /** One of the ways to claim. */
  private interface Statement {
    List<Claimed> claim(
        ProcessType type, List<Reference> references, long epoch, Instant now, Duration lease);
  }

  /** Each is run or given back; a held attempt that never begins would seem to run. */
  private void begin(
      List<Running> held,
      ShareableAttempts waiting,
      Consumer<Running> alone,
      Executor executor,
      Runnable ended) {
    held.forEach(running -> running.occupy(ended));
    for (Running running : held) {
      try {
        executor.execute(() -> waiting.run(engine.shared, alone));
      } catch (Throwable refused) {
        if (waiting.remove(running)) {
          giveBack(running, refused);
        }
      }
    }
  }

  private void giveBack(Running running, Throwable refused) {
    if (refused instanceof RejectedExecutionException) {
      engine.runner.giveBack(running, "the worker stops");
    } else {
      log.warn(
          "Gave back {} because it found no thread: {}",
          LogText.of(running.attempt().key()),
          refused.toString());
      engine.runner.giveBack(running, "no thread for it: " + refused);
    }
  }
}
