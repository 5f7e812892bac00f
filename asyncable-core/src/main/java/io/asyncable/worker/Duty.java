package io.asyncable.worker;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.FailureLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A background pass of the library, repeated on every instance that has one of the duty's roles.
 * {@link Duties} creates it. As a bean it starts and stops with the context, in the order of the
 * phases.
 *
 * <p>If a pass throws, even an Error, the duty remembers and logs the failure, and the next pass
 * comes soon: after a second, or after as long as the failed pass took, and at the latest as
 * planned. Each duty has its own thread, so a slow duty delays no other, and above all not the
 * heartbeat. The thread is a daemon: it does not keep the process from ending.
 */
public final class Duty implements SmartLifecycle, Supervised {

  private static final Logger log = LoggerFactory.getLogger(Duty.class);

  /** The pause after a failed pass, so that an outage delays no duty for longer than it lasts. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Plan plan;
  private final Runnable pass;
  private final FailureLog failures;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile DutyReport report;
  private volatile @Nullable ThreadPoolTaskScheduler scheduler;
  private volatile @Nullable Thread thread;

  private Duty(Plan plan, Runnable pass) {
    this.plan = plan;
    this.pass = pass;
    this.failures = new FailureLog(log, "The duty " + plan.name + " failed {}: {}");
    this.report = DutyReport.before(plan.name, plan.interval);
  }

  /** The settings of a duty, chosen before it is created. */
  public static final class Plan {

    private final String name;
    private final Clock clock;
    private final Set<Role> here;
    private final ThreadFactory threads;
    private final List<Duty> all;
    private Set<Role> roles = Set.of();
    private Duration interval = Duration.ZERO;
    private int phase = DEFAULT_PHASE;
    private boolean atOnce;
    private boolean steady;
    private boolean quiet;
    private BooleanSupplier failing = () -> false;
    private Runnable beginning = () -> {};
    private Runnable ending = () -> {};

    Plan(String name, Set<Role> here, Clock clock, ThreadFactory threads, List<Duty> all) {
      this.name = name;
      this.here = here;
      this.clock = clock;
      this.threads = threads;
      this.all = all;
    }

    /** Runs the duty only on instances with one of these roles; default all instances. */
    public Plan on(Role first, Role... others) {
      roles = EnumSet.of(first, others);
      return this;
    }

    /** Sets the pause between two passes. The first pass comes one pause after the start. */
    public Plan every(Duration pause) {
      interval = pause;
      return this;
    }

    /** Makes the first pass come at the start, without a pause before it. */
    public Plan atOnce() {
      atOnce = true;
      return this;
    }

    /**
     * Counts the interval from the beginning of one pass to the beginning of the next, however long
     * a pass takes.
     */
    public Plan steadily() {
      steady = true;
      return this;
    }

    /** Logs failures at DEBUG only, because others report them or nobody needs to know. */
    public Plan quietly() {
      quiet = true;
      return this;
    }

    /** Counts a pass as failed too if this holds after it, for passes that report failures. */
    public Plan failingWhile(BooleanSupplier holds) {
      failing = holds;
      return this;
    }

    /** Sets the phase of {@link Phases}. Default: the duty starts last and stops first. */
    public Plan inPhase(int number) {
      phase = number;
      return this;
    }

    /** Runs this at the start, before any pass. If it fails, the start fails. */
    public Plan beginningWith(Runnable work) {
      beginning = work;
      return this;
    }

    /** Runs this at the stop, after all passes. */
    public Plan endingWith(Runnable work) {
      ending = work;
      return this;
    }

    /** Creates the duty. Each pass runs this. */
    public Duty doing(Runnable pass) {
      Duty made = new Duty(this, pass);
      all.add(made);
      return made;
    }
  }

  /** Runs a pass as soon as possible. Several calls before that pass begins are one. */
  public void soon() {
    ThreadPoolTaskScheduler running = scheduler;
    if (running == null || !wanted.compareAndSet(false, true)) {
      return;
    }
    try {
      running.execute(this::turn);
    } catch (TaskRejectedException stopped) {
      wanted.set(false);
    }
  }

  /** Reports on this duty since its creation. */
  public DutyReport report() {
    return report;
  }

  private void turn() {
    wanted.set(false);
    try {
      Instant began = plan.clock.instant();
      long nanos = System.nanoTime();
      Throwable failure = failureOfPass();
      Duration took = Duration.ofNanos(System.nanoTime() - nanos);
      report = report.ran(began, took);
      if (failure != null) {
        happened(failure);
      }
      if (failure != null || plan.failing.getAsBoolean()) {
        again(took);
      }
    } catch (Throwable untold) {
      // When memory ran out in the pass, there may be none left to report that.
    }
  }

  /** Does not wait for the whole interval after a failure. */
  private void again(Duration took) {
    ThreadPoolTaskScheduler running = scheduler;
    Duration pause = took.compareTo(AFTER_FAILURE) > 0 ? took : AFTER_FAILURE;
    if (running == null || pause.compareTo(plan.interval) >= 0) {
      return;
    }
    try {
      running.schedule(this::soon, running.getClock().instant().plus(pause));
    } catch (TaskRejectedException stopped) {
      log.debug("The duty {} was stopped after a failed pass", plan.name);
    }
  }

  private @Nullable Throwable failureOfPass() {
    try {
      pass.run();
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }

  private void happened(Throwable failure) {
    if (!isRunning()) {
      log.debug("The duty {} was stopped during a pass: {}", plan.name, ErrorDetails.line(failure));
      return;
    }
    report = report.failed(plan.clock.instant(), Troubles.words(failure));
    if (plan.quiet) {
      log.debug("The duty {} failed: {}", plan.name, ErrorDetails.line(failure));
    } else {
      failures.failed(failure);
    }
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    plan.beginning.run();
    wanted.set(false);
    begin(plan.atOnce ? Duration.ZERO : plan.interval);
  }

  private void begin(Duration first) {
    ThreadPoolTaskScheduler begun = new ThreadPoolTaskScheduler();
    begun.setThreadFactory(this::named);
    begun.initialize();
    Instant at = begun.getClock().instant().plus(first);
    if (plan.steady) {
      begun.scheduleAtFixedRate(this::turn, at, plan.interval);
    } else {
      begun.scheduleWithFixedDelay(this::turn, at, plan.interval);
    }
    scheduler = begun;
  }

  private Thread named(Runnable work) {
    Thread made = plan.threads.newThread(work);
    made.setName(threadName());
    made.setDaemon(true);
    thread = made;
    return made;
  }

  /** Interrupts a running pass, does not wait for its end, and begins no other pass. */
  @Override
  public synchronized void stop() {
    ThreadPoolTaskScheduler running = scheduler;
    scheduler = null;
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      plan.ending.run();
    } catch (RuntimeException failure) {
      log.warn("The duty {} failed while it stopped: {}", plan.name, ErrorDetails.line(failure));
    }
  }

  @Override
  public String threadName() {
    return "asyncable-" + plan.name;
  }

  @Override
  public boolean isDead() {
    Thread last = thread;
    return isRunning() && last != null && !last.isAlive();
  }

  @Override
  public synchronized void revive() {
    ThreadPoolTaskScheduler ended = scheduler;
    if (ended == null) {
      return;
    }
    ended.shutdown();
    wanted.set(false);
    begin(plan.interval);
    log.warn("{} had ended and continues on a new thread", threadName());
  }

  @Override
  public boolean isAutoStartup() {
    return plan.roles.isEmpty() || !Collections.disjoint(plan.roles, plan.here);
  }

  @Override
  public boolean isRunning() {
    return scheduler != null;
  }

  @Override
  public int getPhase() {
    return plan.phase;
  }
}
