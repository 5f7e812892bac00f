package io.asyncable.worker;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.SeldomTold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A background pass of the library, done again and again on every instance that has one of its
 * roles. {@link Duties} makes it; as a bean it starts and stops with the context, in the order of
 * the phases.
 *
 * <p>Whatever a pass throws, an Error too, is remembered and logged, and the next pass comes. Each
 * duty has one thread of its own, so that a slow one delays no other, least of all the heartbeat.
 * The thread does not keep the process from ending.
 */
public final class Duty implements SmartLifecycle, Supervised {

  private static final Logger log = LoggerFactory.getLogger(Duty.class);

  private final Plan plan;
  private final Runnable pass;
  private final SeldomTold failures;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile DutyReport report;
  private volatile @Nullable ThreadPoolTaskScheduler scheduler;
  private volatile @Nullable Thread thread;

  private Duty(Plan plan, Runnable pass) {
    this.plan = plan;
    this.pass = pass;
    this.failures = new SeldomTold(log, "The duty " + plan.name + " failed {} times: {}");
    this.report = DutyReport.before(plan.name, plan.interval);
  }

  /** What a duty is, told before it is made. */
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
    private Runnable beginning = () -> {};
    private Runnable ending = () -> {};

    Plan(String name, Set<Role> here, Clock clock, ThreadFactory threads, List<Duty> all) {
      this.name = name;
      this.here = here;
      this.clock = clock;
      this.threads = threads;
      this.all = all;
    }

    /** Only on instances that have one of these roles; on all without this. */
    public Plan on(Role first, Role... others) {
      roles = EnumSet.of(first, others);
      return this;
    }

    /** How long it rests between two passes; the first comes as long after the start. */
    public Plan every(Duration pause) {
      interval = pause;
      return this;
    }

    /** The first pass comes with the start. */
    public Plan atOnce() {
      atOnce = true;
      return this;
    }

    /** The interval is from one beginning to the next, however long a pass takes. */
    public Plan steadily() {
      steady = true;
      return this;
    }

    /** Its failures are told elsewhere, or are no news, and are logged for debugging only. */
    public Plan quietly() {
      quiet = true;
      return this;
    }

    /** When it starts and stops; with what comes last and ends first, without this. */
    public Plan inPhase(int number) {
      phase = number;
      return this;
    }

    /** What is done at the start before any pass, and stops the start if it fails. */
    public Plan beginningWith(Runnable work) {
      beginning = work;
      return this;
    }

    /** What is done at the stop after all passes. */
    public Plan endingWith(Runnable work) {
      ending = work;
      return this;
    }

    /** Makes it; once it is started it does this. */
    public Duty doing(Runnable pass) {
      Duty made = new Duty(this, pass);
      all.add(made);
      return made;
    }
  }

  /** Does a pass without waiting for its time; several wishes before it begins are one. */
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

  /** How it has done since this instance was made. */
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
    } catch (Throwable untold) {
      // Where there was no memory for the pass, there may be none for a word about it.
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
      log.debug("The duty {} was stopped in its pass: {}", plan.name, ErrorDetails.line(failure));
      return;
    }
    report = report.failed(plan.clock.instant(), Troubles.words(failure));
    if (plan.quiet) {
      log.debug("The duty {} failed: {}", plan.name, ErrorDetails.line(failure));
    } else {
      failures.happened(failure);
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

  /** Interrupts the pass that is under way, waits for nobody, and begins no other. */
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
      log.warn("The duty {} did not end well: {}", plan.name, ErrorDetails.line(failure));
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
    log.warn("{} had ended and goes on with a new thread", threadName());
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
