package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.CancelSubmission;
import io.asyncable.RetryLater;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whatever is thrown on the way of an attempt, and wherever: it ends or is forgotten, its guard is
 * released and its place is free, once.
 */
@StillEngineTest
@TestPropertySource(
    properties = {
      "asyncable.types.Letter.services=post",
      "asyncable.types.Payment.services=post",
      "resilience4j.bulkhead.instances.post.max-concurrent-calls=" + EndingTest.PLACES,
      "resilience4j.circuitbreaker.instances.post.record-failure-predicate="
          + "io.asyncable.run.EndingTest$FaultyPredicate"
    })
@Import({FaultInjector.class, EndingTest.FaultyObserver.class})
class EndingTest {

  static final int PLACES = 7;

  /** Where something throws in every attempt that passes there. */
  enum Place {
    OBSERVATION_STARTS,
    SCOPE_OPENS,
    SCOPE_CLOSES,
    OBSERVED_ERROR,
    OBSERVATION_STOPS,
    OUTCOME_COUNTED,
    FAILURE_RATED
  }

  private static final AtomicReference<Place> faulty = new AtomicReference<>();

  private static void passed(Place place) {
    if (faulty.get() == place) {
      throw new IllegalStateException("broken at " + place);
    }
  }

  /** A predicate of the application's own on its circuit breaker. */
  public static class FaultyPredicate implements Predicate<Throwable> {
    /** Made by Resilience4j. */
    public FaultyPredicate() {}

    @Override
    public boolean test(Throwable failure) {
      passed(Place.FAILURE_RATED);
      return false;
    }
  }

  @TestComponent
  static class FaultyObserver implements ObservationHandler<Observation.Context> {
    @Override
    public void onStart(Observation.Context context) {
      passed(Place.OBSERVATION_STARTS);
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
      passed(Place.SCOPE_OPENS);
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
      passed(Place.SCOPE_CLOSES);
    }

    @Override
    public void onError(Observation.Context context) {
      passed(Place.OBSERVED_ERROR);
    }

    @Override
    public void onStop(Observation.Context context) {
      passed(Place.OBSERVATION_STOPS);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return "asyncable.attempt".equals(context.getName());
    }
  }

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired Sweeper sweeper;
  @Autowired FaultInjector faults;
  @Autowired BulkheadRegistry bulkheads;
  @Autowired CircuitBreakerRegistry breakers;
  @Autowired MeterRegistry meters;
  @Autowired ObservationRegistry observations;

  private final AtomicInteger freed = new AtomicInteger();

  @BeforeEach
  void clear() {
    bench.clear();
    script.lines.clear();
    breakers.circuitBreaker("post").reset();
  }

  @AfterEach
  void mend() {
    faulty.set(null);
    faults.clear();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void anAttemptThatSucceedsIsProcessedWhereverTheNewsOfItFail(Place place) {
    breakMeters(place);
    faulty.set(place);
    Letter letter = bench.submitted();
    run(bench.reference(letter));

    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
    isFreed(1);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void anAttemptThatFailsIsRetriedWhereverTheNewsOfItFail(Place place) {
    breakMeters(place);
    faulty.set(place);
    Letter letter = bench.submitted();
    whenRun(
        letter,
        () -> {
          throw new IllegalStateException("busy");
        });
    run(bench.reference(letter));

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError()).isEqualTo("IllegalStateException: busy");
    isFreed(1);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void attemptsThatShareATransactionAreProcessedWhereverTheNewsOfThemFail(Place place) {
    breakMeters(place);
    faulty.set(place);
    List<Payment> six = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(six);
    run(six.stream().map(this::message).toArray(Reference[]::new));

    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(payment -> stored(payment).amount).containsOnly(1);
    isFreed(6);
  }

  /** A callback after the commit comes too late to fail what is committed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void whatIsCommittedIsToldAsProcessedThoughWhatFollowsTheCommitThrows(int together) {
    List<Payment> some = Stream.generate(Payment::new).limit(together).toList();
    asyncables.submitAll(some);
    some.forEach(
        payment ->
            script.lines.put("Payment:" + payment.id, (record, attempt) -> throwAfterTheCommit()));
    double before = attemptsCounted("processed");
    int succeeded = breakers.circuitBreaker("post").getMetrics().getNumberOfSuccessfulCalls();
    run(some.stream().map(this::message).toArray(Reference[]::new));

    assertThat(some).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(attemptsCounted("processed")).isEqualTo(before + together);
    assertThat(breakers.circuitBreaker("post").getMetrics().getNumberOfSuccessfulCalls())
        .isEqualTo(succeeded + together);
    isFreed(together);
  }

  private static void throwAfterTheCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            throw new IllegalStateException("too late");
          }
        });
  }

  private double attemptsCounted(String outcome) {
    return meters.find("asyncable.attempts").tag("outcome", outcome).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** The thread's own observation would otherwise become the parent of whatever follows. */
  @Test
  void aScopeThatCouldNotBeOpenedOrClosedIsLeft() {
    for (Place place : List.of(Place.SCOPE_OPENS, Place.SCOPE_CLOSES)) {
      faulty.set(place);
      run(bench.reference(bench.submitted()));
      assertThat(observations.getCurrentObservationScope()).isNull();
    }
  }

  @Test
  void anExceptionThatCannotSayWhenToComeBackIsAFailure() {
    Letter letter =
        ran(
            new RetryLater(Duration.ZERO, "closed") {
              @Override
              public Duration delay() {
                throw new UnsupportedOperationException("no delay");
              }
            });

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError())
        .isEqualTo("UnsupportedOperationException: no delay");
    isFreed(1);
  }

  @Test
  void aDelayThatIsNoneIsAFailure() {
    List<Duration> none = new ArrayList<>();
    none.add(null);
    none.add(Duration.ofSeconds(-1));
    for (Duration delay : none) {
      Letter letter = bench.submitted();
      whenRun(
          letter,
          () -> {
            throw new RetryLater(delay, "closed");
          });
      run(bench.reference(letter));

      assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
      assertThat(bench.stored(letter).getError())
          .isEqualTo(
              "IllegalArgumentException: RetryLater needs a delay of zero or more, not %s.", delay);
    }
    isFreed(2);
  }

  @Test
  void whatIsCanceledBetweenItsClaimAndItsHandlerDoesNotBegin() throws Exception {
    Letter letter = bench.submitted();
    Payment payment = new Payment();
    asyncables.submit(payment);
    script.attempts.clear();
    cancelAfterItsClaim(letter, bench.reference(letter));
    cancelAfterItsClaim(payment, message(payment));

    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
    assertThat(stateOf(payment)).isEqualTo(State.CANCELED);
    assertThat(script.attempts).isEmpty();
    isFreed(2);
  }

  private void cancelAfterItsClaim(Object record, Reference message) throws Exception {
    FaultInjector.Hold hold = faults.holdAfter(FaultPoint.Step.CLAIMED);
    CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(message));
    hold.awaitReached();
    assertThat(asyncables.cancel(record, "withdrawn")).isTrue();
    hold.release();
    running.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aDelayLongerThanAnyTimeIsTheLongest() {
    Letter letter = ran(new RetryLater(ChronoUnit.FOREVER.getDuration(), "never"));

    assertThat(bench.stored(letter).getError()).isEqualTo("Postponed: never");
    assertThat(bench.stored(letter).getDueAt())
        .isAfter(clock.instant().plus(Duration.ofDays(3650)));
    isFreed(1);
  }

  @Test
  void aReasonThatCannotBeReadChangesNoOutcome() {
    Letter postponed =
        ran(
            new RetryLater(Duration.ofHours(1), "closed") {
              @Override
              public String getMessage() {
                throw new UnsupportedOperationException("no message");
              }
            });
    Letter canceled =
        ran(
            new CancelSubmission("withdrawn") {
              @Override
              public String getMessage() {
                throw new UnsupportedOperationException("no message");
              }
            });

    assertThat(bench.stored(postponed).getError()).startsWith("Postponed: ");
    assertThat(stateOf(canceled)).isEqualTo(State.CANCELED);
    isFreed(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.Step.class,
      names = {"HANDLED", "COMPLETED"})
  void whatIsCutOffAfterAStepIsFree(FaultPoint.Step step) {
    Letter letter = bench.submitted();
    faults.failOnceAfter(step);
    run(bench.reference(letter));
    assertThat(stateOf(letter))
        .isEqualTo(step == FaultPoint.Step.HANDLED ? State.RETRYING : State.PROCESSED);

    List<Payment> six = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(six);
    faults.failOnceAfter(step);
    run(six.stream().map(this::message).toArray(Reference[]::new));
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    isFreed(7);
  }

  /** Its claim stands in the row, so the sweeper finds it lost. */
  @Test
  void whatIsCutOffAfterItsClaimIsNotHeldAndItsGuardIsFree() {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    faults.failOnceAfter(FaultPoint.Step.CLAIMED);
    try {
      dispatcher.dispatch("default", List.of(message), Runnable::run, freed::incrementAndGet);
    } catch (FaultInjector.InjectedFault cutOff) {
      // Nothing is acknowledged then.
    }

    isFreed(0);
    clock.advance(Workbench.GRACE.multipliedBy(4));
    assertThat(sweeper.sweep().lost()).isEqualTo(1);
  }

  static Stream<Throwable> refusals() {
    return Stream.of(
        new RejectedExecutionException("stopping"),
        new IllegalStateException("no executor"),
        new OutOfMemoryError("unable to create native thread"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatNoThreadTakesIsGivenBack(Throwable refusal) {
    List<Payment> two = Stream.generate(Payment::new).limit(2).toList();
    asyncables.submitAll(two);
    Letter letter = bench.submitted();
    dispatcher.dispatch(
        "default",
        Stream.concat(two.stream().map(this::message), Stream.of(bench.reference(letter))).toList(),
        task -> {
          if (refusal instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) refusal;
        },
        freed::incrementAndGet);
    await().until(() -> attempts.count() == 0);

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(two).extracting(this::stateOf).containsOnly(State.RETRYING);
    isFreed(3);
  }

  /** As an executor does that takes a task and then fails to begin a thread for it. */
  @Test
  void whatIsGivenBackAndBeginsAllTheSameIsFreedOnce() {
    Letter letter = bench.submitted();
    List<Runnable> taken = new ArrayList<>();
    dispatcher.dispatch(
        "default",
        List.of(bench.reference(letter)),
        task -> {
          taken.add(task);
          throw new OutOfMemoryError("unable to create native thread");
        },
        freed::incrementAndGet);
    taken.forEach(Runnable::run);
    await().until(() -> attempts.count() == 0);

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    isFreed(1);
  }

  /** Nobody else judges the claims of a worker that lives, so it must judge its own. */
  @Test
  void anAttemptThatIsStillAtWorkAfterAWholeWindowIsLetGoAndItsRecordExpires() {
    Letter letter = bench.submitted();
    List<Runnable> begun = new ArrayList<>();
    dispatcher.dispatch(
        "default", List.of(bench.reference(letter)), begun::add, freed::incrementAndGet);
    clock.advance(Duration.ofDays(3));
    assertThat(sweeper.sweep().lost()).isZero();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);

    clock.advance(Duration.ofDays(2));
    assertThat(sweeper.sweep().expired()).isEqualTo(1);
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(bench.stored(letter).getError()).startsWith("Lost: attempt 1 was still at work");
    assertThat(bench.stored(letter).getCause()).isEqualTo("expired_window");
    assertThat(attempts.count()).isZero();

    begun.forEach(Runnable::run);
    assertThat(script.attemptsOf("Letter:" + letter.id)).isZero();
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    isFreed(1);
  }

  @Test
  void aHandlerThatIsLetGoIsInterruptedAndTold() {
    Letter letter = bench.submitted();
    List<Boolean> told = new ArrayList<>();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          clock.advance(Duration.ofDays(5));
          sweeper.sweep();
          told.add(Thread.interrupted());
          told.add(attempt.isCanceled());
        });
    run(bench.reference(letter));

    assertThat(told).containsExactly(true, true);
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    isFreed(1);
  }

  private void breakMeters(Place place) {
    if (place == Place.OUTCOME_COUNTED) {
      // A timer that is not there yet is added, and whoever hears of it throws.
      meters.find("asyncable.attempts").meters().forEach(meters::remove);
      meters
          .config()
          .onMeterAdded(
              meter -> {
                if ("asyncable.attempts".equals(meter.getId().getName())) {
                  passed(Place.OUTCOME_COUNTED);
                }
              });
    }
  }

  private void whenRun(Letter letter, Callable<?> work) {
    script.lines.put("Letter:" + letter.id, (record, attempt) -> work.call());
  }

  private Letter ran(Exception thrown) {
    Letter letter = bench.submitted();
    whenRun(
        letter,
        () -> {
          throw thrown;
        });
    run(bench.reference(letter));
    return letter;
  }

  /** Runs everything on this thread, as one poll. */
  private void run(Reference... messages) {
    dispatcher.dispatch("default", List.of(messages), Runnable::run, freed::incrementAndGet);
    await().until(() -> attempts.count() == 0);
  }

  private void isFreed(int places) {
    assertThat(freed).hasValue(places);
    assertThat(bulkheads.bulkhead("post").getMetrics().getAvailableConcurrentCalls())
        .isEqualTo(PLACES);
  }

  private Reference message(Payment payment) {
    Asyncable async = stored(payment).async;
    return new Reference(
        "Payment", "" + payment.id, async.getLastSubmittedAt(), async.getAttempts());
  }

  private Payment stored(Payment payment) {
    return payments.findById(payment.id).orElseThrow();
  }

  private State stateOf(Payment payment) {
    return stored(payment).async.state(clock.instant());
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}
