package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.test.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class DutyTest {

  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  private final TestClock clock = new TestClock();
  private final Duties duties = new Duties(Set.of(Role.WEB), clock);
  private final Semaphore passes = new Semaphore(0);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final GenericApplicationContext context = new GenericApplicationContext();

  @AfterEach
  void stop() {
    duties.all().forEach(Duty::stop);
    context.close();
  }

  private void fail() {
    passes.release();
    throw new OutOfMemoryError("for a moment");
  }

  @Test
  void anErrorInOnePassEndsNeitherTheDutyNorAnother(CapturedOutput log) throws Exception {
    Semaphore neighbour = new Semaphore(0);
    duties.named("faulty").every(OFTEN).doing(this::fail).start();
    duties.named("neighbour").every(OFTEN).doing(neighbour::release).start();

    passes.acquire(3);
    neighbour.drainPermits();
    neighbour.acquire(2);
    assertThat(log.getOut().lines().filter(line -> line.contains("The duty faulty failed")))
        .singleElement()
        .asString()
        .contains("failed 1 time: java.lang.OutOfMemoryError: for a moment");
  }

  @Test
  void aQuietOneLogsNoFailureAndTellsIt(CapturedOutput log) throws Exception {
    Duty quiet = duties.named("quiet").every(OFTEN).quietly().doing(this::fail);
    quiet.start();
    passes.acquire(2);
    assertThat(log).doesNotContain("The duty quiet");
    assertThat(quiet.report().failure()).endsWith("OutOfMemoryError: for a moment");
  }

  @Test
  void aFailedPassComesAgainLongBeforeTheInterval() throws Exception {
    Duty duty = duties.named("hourly").every(NEVER).doing(this::fail);
    duty.start();
    duty.soon();
    passes.acquire(2);
  }

  @Test
  void aPassThatReportsItsFailureComesAgainUntilNothingFails() throws Exception {
    AtomicInteger failing = new AtomicInteger(2);
    Duty duty =
        duties
            .named("reporting")
            .every(NEVER)
            .failingWhile(() -> failing.decrementAndGet() > 0)
            .doing(passes::release);
    duty.start();
    duty.soon();
    await().until(() -> failing.get() == 0);
    assertThat(passes.availablePermits()).isEqualTo(2);
    assertThat(duty.report().failure()).isNull();
  }

  @Test
  void aSlowOneDelaysNoOther() throws Exception {
    Semaphore end = new Semaphore(0);
    duties.named("slow").every(OFTEN).doing(end::acquireUninterruptibly).start();
    duties.named("other").every(OFTEN).doing(passes::release).start();
    passes.acquire(3);
    end.release(1_000);
  }

  @Test
  void tellsItsLastRunAndItsLastFailure() {
    Instant began = clock.instant();
    Semaphore faults = new Semaphore(1);
    Duty duty =
        duties
            .named("told")
            .every(NEVER)
            .doing(
                () -> {
                  if (faults.tryAcquire()) {
                    throw new IllegalStateException("closed", new RuntimeException("for good"));
                  }
                });
    duty.start();
    assertThat(duties.reports()).containsExactly(DutyReport.before("told", NEVER));

    duty.soon();
    await().until(() -> duty.report().failure() != null);
    assertThat(duty.report().ranAt()).isEqualTo(began);
    assertThat(duty.report().took()).isPositive();
    assertThat(duty.report().failedAt()).isEqualTo(began);
    assertThat(duty.report().failure()).isEqualTo("java.lang.RuntimeException: for good");

    Instant later = clock.advance(Duration.ofMinutes(1));
    duty.soon();
    await().until(() -> later.equals(duty.report().ranAt()));
    assertThat(duty.report().failedAt()).isEqualTo(began);
    assertThat(duties.reports()).containsExactly(duty.report());
  }

  /** A wish that comes while a pass is under way is for another one. */
  @Test
  void doesWhatIsWantedSoonOnceForSeveralWishes() throws Exception {
    Semaphore begun = new Semaphore(0);
    Duty duty =
        duties
            .named("wanted")
            .every(NEVER)
            .doing(
                () -> {
                  begun.release();
                  passes.acquireUninterruptibly();
                });
    duty.soon();
    duty.start();
    duty.soon();
    begun.acquire();
    duty.soon();
    duty.soon();
    passes.release(3);
    begun.acquire();
    await().until(() -> passes.availablePermits() == 1);
    assertThat(begun.availablePermits()).isZero();
  }

  @Test
  void thePassThatRunsIsInterruptedByTheStopAndNoneFollows() throws Exception {
    Semaphore begun = new Semaphore(0);
    Duty duty =
        duties
            .named("interrupted")
            .every(OFTEN)
            .atOnce()
            .endingWith(() -> told.add("ended"))
            .doing(
                () -> {
                  begun.release();
                  try {
                    passes.acquire();
                  } catch (InterruptedException stopped) {
                    told.add("interrupted");
                  }
                });
    duty.start();
    begun.acquire();
    duty.stop();
    assertThat(told).contains("ended");
    await().until(() -> told.contains("interrupted"));
    duty.soon();
    assertThat(begun.availablePermits()).isZero();
    assertThat(duties.reports()).isEmpty();

    duty.start();
    begun.acquire();
  }

  @Test
  void theContextStartsAndStopsThemInTheOrderOfTheirPhases() {
    register("first", Phases.HEARTBEAT);
    register("second", Phases.STATISTICS);
    register("third", Duty.DEFAULT_PHASE);
    context.refresh();
    context.close();
    assertThat(told)
        .containsExactly(
            "first begins",
            "second begins",
            "third begins",
            "third ends",
            "second ends",
            "first ends");
  }

  @Test
  void whatFailsAtTheBeginningStopsTheStart() {
    Duty duty =
        duties
            .named("refused")
            .every(OFTEN)
            .beginningWith(
                () -> {
                  throw new IllegalStateException("no");
                })
            .doing(passes::release);
    assertThatIllegalStateException().isThrownBy(duty::start).withMessage("no");
    assertThat(duty.isRunning()).isFalse();
  }

  @Test
  void startsByItselfWhereTheInstanceHasOneOfItsRoles() {
    assertThat(duties.named("any").doing(passes::release).isAutoStartup()).isTrue();
    assertThat(duties.named("web").on(Role.SWEEPER, Role.WEB).doing(this::fail).isAutoStartup())
        .isTrue();
    assertThat(duties.named("else").on(Role.SWEEPER).doing(this::fail).isAutoStartup()).isFalse();
  }

  /** As when the machine had no memory for the timer itself. */
  @Test
  void goesOnWithANewThreadWhenItsOwnHasEnded() throws Exception {
    AtomicInteger threads = new AtomicInteger();
    Duties mortal =
        new Duties(
            Set.of(), clock, work -> new Thread(threads.incrementAndGet() == 1 ? () -> {} : work));
    Duty duty = mortal.named("mortal").every(NEVER).doing(passes::release);
    assertThat(duty.isDead()).isFalse();
    duty.start();
    await().until(duty::isDead);

    duty.revive();
    assertThat(duty.isDead()).isFalse();
    duty.soon();
    passes.acquire();
    duty.stop();
    assertThat(duty.isDead()).isFalse();
  }

  private void register(String name, int phase) {
    Duty duty =
        duties
            .named(name)
            .every(NEVER)
            .inPhase(phase)
            .beginningWith(() -> told.add(name + " begins"))
            .endingWith(() -> told.add(name + " ends"))
            .doing(passes::release);
    context.registerBean(name, Duty.class, () -> duty);
  }
}
