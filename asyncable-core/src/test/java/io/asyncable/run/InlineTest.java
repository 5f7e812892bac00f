package io.asyncable.run;

import static io.asyncable.test.RecordAssert.assertThatRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.move.History;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;

/** The test kit as an application's tests use it: no Kafka, a clock to move, drained by hand. */
@InlineEngineTest
class InlineTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired EngineDriver engine;
  @Autowired FaultInjector faults;
  @Autowired TestClock clock;
  @Autowired History history;
  @Autowired ProcessTypes types;

  @AfterEach
  void clear() {
    faults.clear();
    script.lines.clear();
    MDC.clear();
  }

  @Test
  void aHandlerRunsInTheThreadThatSubmitted() {
    Letter letter = letters.save(new Letter("Main St"));
    AtomicReference<Thread> thread = new AtomicReference<>();
    script.lines.put(label(letter), (record, attempt) -> thread.set(Thread.currentThread()));
    asyncables.submit(letter);

    assertThat(thread.get()).isSameAs(Thread.currentThread());
    assertThatRecord(stored(letter)).isProcessed().withAttempts(1);
  }

  @Test
  void aTransactionalHandlersEffectsAreStored() {
    Payment payment = new Payment();
    asyncables.submit(payment);

    Payment stored = payments.findById(payment.id).orElseThrow();
    assertThatRecord(stored.async).isProcessed();
    assertThat(stored.amount).isEqualTo(1);
  }

  @Test
  void aCorrelationIdIsCarriedWithoutAnyTracing() {
    Letter letter = letters.save(new Letter("Main St"));
    MDC.put("correlationId", "request-7");
    asyncables.submit(letter);

    assertThat(MDC.get("correlationId")).isEqualTo("request-7");
    assertThat(stored(letter).getTrace()).isEqualTo("correlation-id=request-7");
  }

  @Test
  void drainingRetriesWhatIsDueByTheClock() {
    Letter letter = failing(1);
    assertThatRecord(stored(letter)).isRetrying().withError("busy");
    engine.drain();
    assertThatRecord(stored(letter)).isRetrying().withAttempts(1);

    clock.advance(Duration.ofMinutes(1));
    engine.drain();
    assertThatRecord(stored(letter)).isProcessed().withAttempts(2);
  }

  @Test
  void anAgedRecordIsDue() {
    Letter letter = failing(1);
    engine.age(letter, Duration.ofHours(1));
    engine.drain();
    assertThatRecord(stored(letter)).isProcessed().withAttempts(2);
  }

  @Test
  void aRecordOlderThanItsWindowExpires() {
    Letter letter = failing(100);
    engine.age(letter, Duration.ofDays(5));
    engine.drain();
    assertThatRecord(stored(letter)).isExpired().withError("window of PT96H over");
  }

  @Test
  void anyColumnCanBeSet() {
    Letter letter = letters.save(new Letter("Main St"));
    asyncables.submit(letter, Duration.ofHours(1));
    assertThatRecord(stored(letter), clock.instant()).isScheduled();
    engine.set(letter, "", AsyncColumn.ERROR, "made up");
    assertThatRecord(stored(letter)).isRetrying().withError("made up");
    engine.set(letter, "", AsyncColumn.DUE_AT, null);
    assertThatRecord(stored(letter)).isExpired();
  }

  @Test
  void whatWasCommittedButNeverPublishedIsProcessedAllTheSame() {
    faults.failOnceAfter(Step.COMMITTED);
    Letter letter = new Letter("Main St");
    assertThatThrownBy(() -> asyncables.submit(letter)).hasMessageContaining("COMMITTED");
    assertThatRecord(stored(letter), clock.instant()).isQueued();

    clock.advance(Duration.ofSeconds(11));
    engine.drain();
    assertThatRecord(stored(letter)).isProcessed();
  }

  @Test
  void aClaimWhoseAnswerIsLostIsFoundAndRunAgain() {
    faults.failOnceAfter(Step.CLAIMED);
    Letter letter = new Letter("Main St");
    assertThatThrownBy(() -> asyncables.submit(letter)).hasMessageContaining("CLAIMED");
    assertThatRecord(stored(letter)).isRunning();

    clock.advance(Duration.ofSeconds(11));
    engine.drain();
    assertThatRecord(stored(letter)).isProcessed().withAttempts(2);
    assertThat(history.of(types.named("Letter"), "" + letter.id, 9))
        .extracting(History.Entry::event)
        .containsExactly("lost");
  }

  @Test
  void aHandlerCutOffBeforeItsCompletionRunsAgain() {
    faults.failOnceAfter(Step.HANDLED);
    Payment payment = new Payment();
    asyncables.submit(payment);
    assertThatRecord(payments.findById(payment.id).orElseThrow().async).isRetrying();

    clock.advance(Duration.ofMinutes(1));
    engine.drain();
    assertThatRecord(payments.findById(payment.id).orElseThrow().async).isProcessed();
    assertThat(payments.findById(payment.id).orElseThrow().amount).isEqualTo(1);
  }

  private Letter failing(int times) {
    Letter letter = letters.save(new Letter("Main St"));
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          if (attempt.number() <= times) {
            throw new IllegalStateException("busy");
          }
        });
    asyncables.submit(letter);
    return letter;
  }

  private Asyncable stored(Letter letter) {
    return letters.findById(letter.id).orElseThrow().async;
  }

  private static String label(Letter letter) {
    return "Letter:" + letter.id;
  }
}
