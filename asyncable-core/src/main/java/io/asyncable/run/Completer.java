package io.asyncable.run;

import io.asyncable.DatabaseTrouble;
import io.asyncable.database.DatabaseSettings;
import io.asyncable.database.Patience;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.run.UnwrittenOutcomes.Group;
import io.asyncable.run.UnwrittenOutcomes.Unwritten;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Phases;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
import io.asyncable.worker.WorkerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes how attempts ended: one statement writes all waiting outcomes of one type and kind.
 * Outcomes that cannot be written are kept and tried again. While too many outcomes of a type wait,
 * the worker claims no more of it. If nothing can be written although the heartbeat goes through,
 * nobody else would take over this worker's records, so it ends its epoch.
 */
final class Completer implements SmartLifecycle, WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Completer.class);
  private static final int THREADS = 4;

  /**
   * The largest number of unwritten outcomes of a type; beyond it the worker claims no more of the
   * type.
   */
  private static final int MOST_UNWRITTEN = 1_000;

  private static final Duration LAST_WRITE = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofMillis(100);

  private final UnwrittenOutcomes outcomes;
  private final Completions completions;
  private final EngineClock clock;
  private final Troubles troubles;
  private final Heartbeat worker;
  private final Duration unwritableAfter;
  private final EngineThreads engineThreads;
  private final List<EngineThread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  /** By {@link System#nanoTime}: when something was last written, or nothing waited to be. */
  private volatile long fit = System.nanoTime();

  /** Whether the latest failure was every type's, as when there is no connection. */
  private volatile boolean serverFails;

  Completer(
      Completions completions,
      EngineClock clock,
      Troubles troubles,
      Heartbeat worker,
      DatabaseSettings settings,
      EngineThreads engineThreads) {
    this.completions = completions;
    this.clock = clock;
    this.troubles = troubles;
    this.worker = worker;
    this.unwritableAfter = settings.unwritableAfter();
    this.engineThreads = engineThreads;
    this.outcomes =
        new UnwrittenOutcomes(
            THREADS / 2,
            type ->
                troubles.rests(Work.WRITE_OUTCOME, Troubles.ALL_TYPES)
                    || troubles.rests(Work.WRITE_OUTCOME, type.name()));
  }

  void succeeded(Claimed attempt, Consumer<Boolean> written) {
    outcomes.add(new Unwritten(attempt, null, written));
  }

  void failed(Claimed attempt, Failure failure, Consumer<Boolean> written) {
    outcomes.add(new Unwritten(attempt, failure, written));
  }

  /** Cancels the attempt's record at once; false if it had moved on. */
  boolean cancel(Claimed attempt, String reason) {
    return completions.cancel(attempt, reason, clock.instant());
  }

  /**
   * Whether so many outcomes of a type cannot be written that no more attempts of it should begin.
   */
  boolean isFull(ProcessType type) {
    boolean failing =
        troubles.isFailing(Work.WRITE_OUTCOME, type.name())
            || troubles.isFailing(Work.WRITE_OUTCOME, Troubles.ALL_TYPES);
    return failing && outcomes.count(type) >= MOST_UNWRITTEN;
  }

  private void run() {
    try {
      while (running || !outcomes.isEmpty()) {
        outcomes.take(WAIT).ifPresent(this::write);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Group group) {
    long began = System.nanoTime();
    List<Unwritten> unsettled = group.outcomes();
    @Nullable List<Unwritten> held = null;
    UnderWay begun = troubles.begun(Work.WRITE_OUTCOME, group.type().name());
    try {
      unsettled = new ArrayList<>(unsettled);
      held = write(group, unsettled);
      fit = System.nanoTime();
      troubles.succeeded(Work.WRITE_OUTCOME, group.type().name());
      troubles.succeeded(Work.WRITE_OUTCOME, Troubles.ALL_TYPES);
    } catch (RuntimeException | Error failure) {
      serverFails = DatabaseTrouble.stoppingAll(failure).isPresent();
      troubles.failed(
          Work.WRITE_OUTCOME,
          serverFails ? Troubles.ALL_TYPES : group.type().name(),
          failure,
          Duration.ofNanos(System.nanoTime() - began));
    } finally {
      begun.ended();
      // Catches everything, because no other thread would write this line.
      if (held == null) {
        outcomes.failed(group, unsettled);
      } else {
        outcomes.written(group, held);
      }
    }
  }

  /**
   * @param unsettled outcomes that are not settled yet; settled ones are removed
   * @return outcomes whose rows somebody holds locked
   */
  private List<Unwritten> write(Group group, List<Unwritten> unsettled) {
    try {
      return writeTogether(group, unsettled);
    } catch (RuntimeException failure) {
      if (!Patience.isRefused(failure)) {
        throw failure;
      }
      List<Unwritten> held = new ArrayList<>();
      for (Unwritten outcome : List.copyOf(unsettled)) {
        held.addAll(writeAlone(group, outcome, unsettled));
      }
      return held;
    }
  }

  /** An outcome that PostgreSQL refuses must not stop the others. */
  private List<Unwritten> writeAlone(Group group, Unwritten outcome, List<Unwritten> unsettled) {
    try {
      return writeTogether(new Group(group.type(), group.failing(), List.of(outcome)), unsettled);
    } catch (RuntimeException failure) {
      if (!Patience.isRefused(failure)) {
        throw failure;
      }
      log.error(
          "Not written: {}: {}", LogText.of(outcome.attempt().key()), ErrorDetails.logged(failure));
      settle(outcome, false, unsettled);
      return List.of();
    }
  }

  private List<Unwritten> writeTogether(Group group, List<Unwritten> unsettled) {
    ProcessType type = group.type();
    Set<String> written = group.failing() ? fail(group) : complete(group);
    List<Unwritten> unmoved = new ArrayList<>();
    for (Unwritten outcome : group.outcomes()) {
      if (written.contains(outcome.attempt().id())) {
        settle(outcome, true, unsettled);
      } else {
        unmoved.add(outcome);
      }
    }
    if (unmoved.isEmpty()) {
      return unmoved;
    }
    Set<String> held =
        completions.busy(type, unmoved.stream().map(Unwritten::attempt).toList(), group.failing());
    List<Unwritten> later = new ArrayList<>();
    for (Unwritten outcome : unmoved) {
      if (held.contains(outcome.attempt().id())) {
        later.add(outcome);
      } else {
        settle(outcome, false, unsettled);
      }
    }
    return later;
  }

  private Set<String> complete(Group group) {
    List<Claimed> done = group.outcomes().stream().map(Unwritten::attempt).toList();
    return completions.complete(group.type(), done, clock.instant());
  }

  private Set<String> fail(Group group) {
    List<FailedAttempt> failures =
        group.outcomes().stream()
            .map(outcome -> new FailedAttempt(outcome.attempt(), outcome.failure()))
            .toList();
    return completions.fail(group.type(), failures, clock.instant());
  }

  private void settle(Unwritten outcome, boolean written, List<Unwritten> unsettled) {
    unsettled.remove(outcome);
    try {
      outcome.written().accept(written);
    } catch (Throwable failure) {
      // The outcome is written. A callback that fails must not keep the others from being settled.
      log.warn(
          "A callback after the completion of {} failed: {}",
          LogText.of(outcome.attempt().key()),
          ErrorDetails.logged(failure));
    }
  }

  /** For how long nothing could be written for want of a connection; nothing if all is well. */
  Duration unwritableFor() {
    if (!serverFails || !outcomes.allFail()) {
      fit = System.nanoTime();
    }
    return Duration.ofNanos(System.nanoTime() - fit);
  }

  /** The database can be reached, so the other workers believe that this worker is alive. */
  @Override
  public void beaten(long epoch, JdbcClient connection) {
    Duration unwritable = unwritableFor();
    if (unwritable.compareTo(unwritableAfter) > 0) {
      fit = System.nanoTime();
      worker.giveUpEpoch("no outcome could be written for " + unwritable.toSeconds() + " s");
    }
  }

  @Override
  public void start() {
    running = true;
    for (int number = 1; number <= THREADS; number++) {
      threads.add(engineThreads.start("asyncable-completer-" + number, this::run));
    }
  }

  /** Stops when every waiting outcome is written, or the time for that is over. */
  @Override
  public void stop() {
    running = false;
    threads.forEach(engineThreads::forget);
    long deadline = System.nanoTime() + LAST_WRITE.toNanos();
    for (EngineThread thread : threads) {
      thread.join(Duration.ofNanos(deadline - System.nanoTime()));
      thread.interrupt();
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.COMPLETER;
  }
}
