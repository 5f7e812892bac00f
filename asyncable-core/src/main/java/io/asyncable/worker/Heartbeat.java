package io.asyncable.worker;

import io.asyncable.ConfigurationProblem;
import io.asyncable.text.FailureLog;
import io.asyncable.worker.WorkerRows.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reports at every {@code asyncable.worker.heartbeat} that this worker is alive, and declares
 * workers dead that have fallen silent.
 *
 * <p>It has its own connection, so that a worker does not count as dead when its handlers use up
 * the application's pool.
 */
public final class Heartbeat {

  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  private final WorkerRows rows;
  private final EngineClock clock;
  private final WorkerSettings settings;
  private final Instance instance;
  private final ObjectProvider<WorkerListener> listeners;
  private final Streak streak;
  private final FailureLog failures;
  private final FailureLog strays =
      new FailureLog(log, "Work that runs with each heartbeat failed {}: {}");
  private final Duty duty;
  private volatile long epoch;
  private volatile @Nullable Duration measuredOffset;
  private volatile @Nullable String unfit;
  private volatile @Nullable Instant failedAt;

  /** The id of the PostgreSQL process that answered the latest heartbeat; 0 before the first. */
  private volatile int session;

  Heartbeat(
      WorkerRows rows,
      EngineClock clock,
      WorkerSettings settings,
      Instance instance,
      ObjectProvider<WorkerListener> listeners,
      Duties duties) {
    this.rows = rows;
    this.clock = clock;
    this.settings = settings;
    this.instance = instance;
    this.listeners = listeners;
    this.streak = new Streak(settings.heartbeat().multipliedBy(2));
    this.failures =
        new FailureLog(log, "Heartbeats of worker " + instance.name() + " failed {}, latest: {}");
    this.duty =
        duties
            .named("heartbeat")
            .every(settings.heartbeat())
            .steadily()
            .quietly()
            .inPhase(Phases.HEARTBEAT)
            .beginningWith(this::signOn)
            .endingWith(this::signOff)
            .doing(this::pass);
  }

  Duty duty() {
    return duty;
  }

  /** The epoch under which this instance claims records. */
  public long epoch() {
    return epoch;
  }

  /** The name of this instance. */
  public String name() {
    return instance.name();
  }

  /** Whether heartbeats reach the database. */
  public boolean isBeating() {
    return streak.since(System.nanoTime()).isPresent();
  }

  /**
   * Gives up this worker's epoch with the next heartbeat, as if others had declared it dead: they
   * take over its records, and it continues under a new epoch.
   */
  public void giveUpEpoch(String why) {
    unfit = why;
  }

  /**
   * Whether a heartbeat has failed, or needed a new connection, since this time of the engine's
   * clock.
   */
  public boolean hasFailedSince(Instant time) {
    Instant latest = failedAt;
    return latest != null && !latest.isBefore(time);
  }

  /** The id of the PostgreSQL process that answered the latest heartbeat; 0 before the first. */
  public int session() {
    return session;
  }

  private void signOn() {
    epoch = rows.start(instance);
    beat();
    checkClock();
    listeners.forEach(listener -> listener.beaten(epoch, rows.connection()));
    log.info("Worker {} started with epoch {}", name(), epoch);
  }

  private void checkClock() {
    if (clock.offset().abs().compareTo(settings.maxClockOffset()) > 0) {
      rows.stop(epoch);
      throw new ConfigurationProblem(
          "This machine's clock differs from the database's clock by %s, more than asyncable.worker.max-clock-offset=%s. Synchronize the clocks (NTP), or raise the limit."
              .formatted(clock.offset().abs(), settings.maxClockOffset()));
    }
  }

  private void pass() {
    try {
      beat();
      Optional<Duration> healthy = streak.since(System.nanoTime());
      if (healthy.isPresent() && healthy.get().compareTo(settings.deadAfter()) >= 0) {
        declareDead();
      }
    } catch (Throwable failure) {
      streak.broken();
      failedAt = clock.instant();
      failures.failed(failure);
      throw failure;
    }
    tell(listener -> listener.beaten(epoch, rows.connection()));
  }

  /** A listener that fails must not stop the heartbeat. */
  private void tell(Consumer<WorkerListener> news) {
    listeners.forEach(
        listener -> {
          try {
            news.accept(listener);
          } catch (Throwable failure) {
            strays.failed(failure);
          }
        });
  }

  private void beat() {
    String why = unfit;
    if (why != null) {
      log.warn("Worker {} gives up its epoch {}: {}", name(), epoch, why);
      rows.stop(epoch);
      unfit = null;
    }
    long asked = System.nanoTime();
    Instant before = clock.local();
    Optional<Beat> beat = rows.beat(epoch, measuredOffset);
    if (beat.isPresent()) {
      clock.synchronize(before, beat.get().time(), clock.local());
      measuredOffset = clock.offset();
      notice(beat.get().session());
      streak.beat(asked);
    } else {
      replace();
    }
  }

  /** Another process means that the pool has silently replaced a broken connection. */
  private void notice(int answering) {
    if (session != 0 && session != answering) {
      failedAt = clock.instant();
    }
    session = answering;
  }

  private void replace() {
    long dead = epoch;
    streak.broken();
    epoch = rows.start(instance);
    log.warn("Worker {} lost its epoch {} and continues as epoch {}", name(), dead, epoch);
    tell(listener -> listener.replaced(dead, epoch));
  }

  private void declareDead() {
    List<Long> dead = rows.declareDead(epoch, settings.deadAfter());
    if (!dead.isEmpty()) {
      log.warn(
          "Declared other workers dead after {} without a heartbeat: epochs {}",
          settings.deadAfter(),
          dead);
      tell(listener -> listener.died(dead));
    }
  }

  private void signOff() {
    try {
      rows.stop(epoch);
      log.info("Worker {} stopped, epoch {}", name(), epoch);
    } catch (RuntimeException unreachable) {
      log.warn("Worker {} could not record its stop: {}", name(), unreachable.toString());
    }
  }
}
