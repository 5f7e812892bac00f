package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A handler gets its record as it is when it begins, however long its attempt waited. */
@StillEngineTest
class ReadingTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired MeterRegistry meters;
  @Autowired JdbcClient jdbc;

  private final List<Runnable> threads = new ArrayList<>();
  private final AtomicInteger freed = new AtomicInteger();

  @BeforeEach
  void clear() {
    bench.clear();
    script.lines.clear();
    script.attempts.clear();
  }

  @Test
  void whatWasChangedWhileAnAttemptWaitedIsSeen() {
    Letter letter = bench.submitted();
    List<String> seen = new CopyOnWriteArrayList<>();
    script.lines.put(
        "Letter:" + letter.id, (record, attempt) -> seen.add(((Letter) record).address));
    poll(bench.reference(letter));
    jdbc.sql("update letter set address = 'Elm St'").update();
    run();

    assertThat(seen).containsExactly("Elm St");
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
  }

  /** What may become of a record while its attempt waits. */
  enum Meanwhile {
    CANCELED,
    MARKED_PROCESSED,
    SUBMITTED_AGAIN,
    DELETED
  }

  @ParameterizedTest
  @EnumSource(Meanwhile.class)
  void anAttemptWhoseRecordMovedOnWhileItWaitedDoesNotBegin(Meanwhile meanwhile) {
    Letter letter = bench.submitted();
    Payment payment = new Payment();
    asyncables.submit(payment);
    double letters = superseded("Letter");
    double booked = superseded("Payment");
    poll(bench.reference(letter), message(payment));
    clock.advance(Duration.ofSeconds(1));
    happens(meanwhile, letter, "" + letter.id, "letter");
    happens(meanwhile, payment, "" + payment.id, "payment");
    run();

    assertThat(script.attempts).isEmpty();
    assertThat(superseded("Letter") - letters).isEqualTo(1);
    assertThat(superseded("Payment") - booked).isEqualTo(1);
    assertThat(freed).hasValue(2);
  }

  private void happens(Meanwhile meanwhile, Object record, String id, String table) {
    switch (meanwhile) {
      case CANCELED -> assertThat(asyncables.cancel(record, "filed twice")).isTrue();
      case MARKED_PROCESSED -> assertThat(asyncables.markProcessed(record, "by hand")).isTrue();
      case SUBMITTED_AGAIN -> asyncables.submit(record);
      case DELETED ->
          jdbc.sql("delete from " + table + " where cast(id as text) = ?").param(id).update();
    }
  }

  @Test
  void anAttemptThatAnEarlierOneOfItsPollCancelsDoesNotBegin() {
    List<Letter> letters = Stream.generate(bench::submitted).limit(4).toList();
    script.lines.put(
        "Letter:" + letters.get(0).id,
        (record, attempt) -> asyncables.cancel(letters.get(2), "filed twice"));
    poll(letters.stream().map(bench::reference).toArray(Reference[]::new));
    run();

    assertThat(letters)
        .extracting(this::stateOf)
        .containsExactly(State.PROCESSED, State.PROCESSED, State.CANCELED, State.PROCESSED);
    assertThat(script.attemptsOf("Letter:" + letters.get(2).id)).isZero();
  }

  @Test
  void oneThatIsCanceledDoesNotKeepItsNeighboursFromSharingATransaction() {
    List<Payment> six = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(six);
    List<Long> transactions = new CopyOnWriteArrayList<>();
    six.forEach(
        payment ->
            script.lines.put(
                "Payment:" + payment.id,
                (record, attempt) ->
                    transactions.add(
                        jdbc.sql("select txid_current()").query(Long.class).single())));
    poll(six.stream().map(this::message).toArray(Reference[]::new));
    asyncables.cancel(six.get(1), "filed twice");
    run();

    assertThat(six.stream().map(payment -> script.attemptsOf("Payment:" + payment.id)))
        .containsExactly(1L, 0L, 1L, 1L, 1L, 1L);
    assertThat(transactions.get(0)).isEqualTo(transactions.get(1));
    assertThat(freed).hasValue(6);
  }

  @Test
  void inADrainEveryRecordIsProcessedOnce() {
    List<Letter> many = Stream.generate(() -> new Letter("Main St")).limit(600).toList();
    asyncables.submitAll(many);
    ExecutorService four = Executors.newFixedThreadPool(4);
    try {
      for (int poll = 0; poll < 3; poll++) {
        dispatcher.dispatch(
            "default",
            many.subList(poll * 200, poll * 200 + 200).stream().map(bench::reference).toList(),
            four,
            freed::incrementAndGet);
      }
      await().until(() -> attempts.count() == 0);
    } finally {
      four.shutdown();
    }

    assertThat(many).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(script.attempts).doesNotHaveDuplicates().hasSize(600);
    await().untilAsserted(() -> assertThat(freed).hasValue(600));
  }

  private void poll(Reference... messages) {
    dispatcher.dispatch("default", List.of(messages), threads::add, freed::incrementAndGet);
  }

  private void run() {
    threads.forEach(Runnable::run);
    await().until(() -> attempts.count() == 0);
  }

  private double superseded(String type) {
    Timer timer =
        meters.find("asyncable.attempts").tags("type", type, "outcome", "superseded").timer();
    return timer == null ? 0 : timer.count();
  }

  private Reference message(Payment payment) {
    Asyncable async = payments.findById(payment.id).orElseThrow().async;
    return new Reference(
        "Payment", "" + payment.id, async.getLastSubmittedAt(), async.getAttempts());
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}
