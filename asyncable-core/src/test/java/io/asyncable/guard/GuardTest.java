package io.asyncable.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.History;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Filings;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.type.ProcessTypes;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What stands before a handler: breaker, rate limiter, bulkhead and time limit. */
@EngineTest
class GuardTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Filings filings;
  @Autowired Script script;
  @Autowired CircuitBreakerRegistry breakers;
  @Autowired MeterRegistry meters;
  @Autowired History history;
  @Autowired ProcessTypes types;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionOperations transactions;

  private CircuitBreaker bank;

  @BeforeEach
  void reset() {
    bank = breakers.circuitBreaker("bank");
    bank.reset();
    script.lines.clear();
  }

  @Test
  void whatAnOpenBreakerHoldsIsParkedAndItsAttemptsAreNotBurnt() {
    double parkedBefore = parked();
    bank.transitionToForcedOpenState();
    List<Payment> held = Stream.generate(Payment::new).limit(3).toList();
    asyncables.submitAll(held);

    await().until(() -> parked() >= parkedBefore + 3);
    await().untilAsserted(() -> assertThat(breakerRows()).containsExactly("forced_open"));
    assertThat(held)
        .extracting(payment -> stored(payment).async.state(Instant.now()))
        .containsOnly(State.QUEUED);
    assertThat(held).extracting(payment -> stored(payment).async.getHold()).containsOnly("held");

    bank.transitionToClosedState();
    await().untilAsserted(() -> assertThat(breakerRows()).isEmpty());
    makeDue(held);
    awaitProcessed(held);
    assertThat(held).extracting(payment -> stored(payment).async.getHold()).containsOnlyNulls();
    assertThat(held).extracting(payment -> stored(payment).async.getAttempts()).containsOnly(1);
  }

  @Test
  void aBreakerOpensByFailuresAndClosesByItself() {
    AtomicBoolean down = new AtomicBoolean(true);
    List<Payment> submitted = Stream.generate(() -> payments.save(new Payment())).limit(6).toList();
    submitted.forEach(
        payment ->
            script.lines.put(
                "Payment:" + payment.id,
                (record, attempt) -> {
                  if (down.get()) {
                    throw new IllegalStateException("the bank is closed");
                  }
                }));
    asyncables.submitAll(submitted);

    await().until(() -> bank.getState() == CircuitBreaker.State.OPEN);
    down.set(false);
    awaitProcessed(submitted);
    await().until(() -> breakerRows().isEmpty());
  }

  /** Six failures would open the bank's breaker, for want of room for what the handler writes. */
  @Test
  void whatTheDatabaseHasNoRoomForIsTheFailureOfNoService() {
    jdbc.sql(
            """
            create function no_room() returns trigger language plpgsql as
              'begin raise exception ''could not extend file'' using errcode = ''53100''; end';
            create trigger no_room before update of amount on payment
              for each row execute function no_room();
            """)
        .update();
    List<Payment> submitted = Stream.generate(() -> payments.save(new Payment())).limit(6).toList();
    try {
      asyncables.submitAll(submitted);
      await()
          .untilAsserted(
              () ->
                  assertThat(submitted)
                      .allSatisfy(payment -> assertThat(eventsOf(payment)).isNotEmpty()));
      assertThat(bank.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
      assertThat(bank.getMetrics().getNumberOfFailedCalls()).isZero();
    } finally {
      jdbc.sql("drop function no_room cascade").update();
    }
    awaitProcessed(submitted);
    assertThat(submitted)
        .allSatisfy(payment -> assertThat(eventsOf(payment)).containsOnly("postponed"));
  }

  private List<String> eventsOf(Payment payment) {
    return history.of(types.named("Payment"), "" + payment.id, 9).stream()
        .map(History.Entry::event)
        .toList();
  }

  @Test
  void whatTheRateLimiterRefusesComesLaterAndBurnsNoAttempt() {
    List<Filing> submitted =
        IntStream.range(0, 6).mapToObj(number -> new Filing("rated-" + number)).toList();
    asyncables.field("decision").submitAll(submitted);

    await()
        .until(
            () ->
                submitted.stream()
                    .allMatch(filing -> stored(filing).decision.getProcessedAt() != null));
    assertThat(submitted)
        .extracting(filing -> stored(filing).decision.getAttempts())
        .containsOnly(1);
  }

  @Test
  void theBulkheadLetsOneInAtATime() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Filing> submitted =
        IntStream.range(0, 3).mapToObj(number -> new Filing("alone-" + number)).toList();
    submitted.forEach(
        filing ->
            script.lines.put(
                "Filing.establishment:" + filing.id,
                (record, attempt) -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.yield();
                  inside.decrementAndGet();
                }));
    asyncables.field("establishment").submitAll(submitted);

    await()
        .until(
            () ->
                submitted.stream()
                    .allMatch(filing -> stored(filing).establishment.getProcessedAt() != null));
    assertThat(most).hasValue(1);
    assertThat(submitted)
        .extracting(filing -> stored(filing).establishment.getAttempts())
        .containsOnly(1);
  }

  @Test
  void anAttemptThatTakesTooLongIsInterruptedAndRetried() {
    Letter letter = letters.save(new Letter("Long Road"));
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          if (attempt.number() == 1) {
            new CountDownLatch(1).await();
          }
        });
    asyncables.submit(letter);

    await().until(() -> letters.findById(letter.id).orElseThrow().async.getProcessedAt() != null);
    assertThat(history.of(types.named("Letter"), "" + letter.id, 9))
        .extracting(History.Entry::message)
        .containsExactly("ran longer than PT1S");
  }

  /** It has been interrupted, holds its own row, and cares for neither. */
  @Test
  void oneThatHoldsItsRowPastItsTimeLimitStopsNoOtherLimit() throws Exception {
    CircuitBreaker breaker = breakers.circuitBreaker("Filing.decision");
    breaker.reset();
    Filing deaf = filings.save(new Filing("deaf"));
    Filing hanging = filings.save(new Filing("hanging"));
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    script.lines.put(
        "Filing.decision:deaf",
        (record, attempt) ->
            transactions.executeWithoutResult(
                status -> {
                  jdbc.sql("select 1 from filing where id = 'deaf' for update").query().singleRow();
                  hang();
                  interrupted.countDown();
                  awaitDeaf(finish);
                }));
    script.lines.put("Filing.decision:hanging", (record, attempt) -> new CountDownLatch(1).await());
    asyncables.field("decision").submit(deaf);
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    asyncables.field("decision").submit(hanging);

    await().until(() -> stored(hanging).decision.state(Instant.now()) == State.EXPIRED);
    finish.countDown();
    await().until(() -> breaker.getMetrics().getNumberOfFailedCalls() == 2);
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException cutOff) {
      // Ends, as if nothing had happened.
    }
  }

  private static void awaitDeaf(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void aSlowHandlerOfALivingWorkerIsNotRescued() throws Exception {
    Filing filing = new Filing("slow");
    CountDownLatch finish = new CountDownLatch(1);
    script.lines.put("Filing.establishment:slow", (record, attempt) -> finish.await());
    double before = timersMoved();
    asyncables.field("establishment").submit(filing);

    await().until(() -> timersMoved() > before);
    finish.countDown();
    await().until(() -> stored(filing).establishment.getProcessedAt() != null);
    assertThat(stored(filing).establishment.getAttempts()).isEqualTo(1);
  }

  /** A forced breaker is looked at every ten seconds; nobody wants to wait for that here. */
  private void makeDue(List<Payment> held) {
    held.forEach(
        payment ->
            jdbc.sql("update payment set due_at = last_submitted_at where id = ?")
                .param(payment.id)
                .update());
  }

  private void awaitProcessed(List<Payment> wanted) {
    await()
        .until(
            () ->
                wanted.stream()
                    .allMatch(payment -> stored(payment).async.getProcessedAt() != null));
  }

  private List<String> breakerRows() {
    return jdbc.sql("select state from asyncable_breaker where service = 'bank'")
        .query(String.class)
        .list();
  }

  private double parked() {
    return count("asyncable.claims", "result", "parked");
  }

  private double timersMoved() {
    return count("asyncable.swept", "what", "running");
  }

  private double count(String name, String tag, String value) {
    return meters.find(name).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
  }

  private Payment stored(Payment payment) {
    return payments.findById(payment.id).orElseThrow();
  }

  private Filing stored(Filing filing) {
    return filings.findById(filing.id).orElseThrow();
  }
}
