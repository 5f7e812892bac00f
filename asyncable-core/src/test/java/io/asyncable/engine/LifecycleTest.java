package io.asyncable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.engine.EngineApplication.Script;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class LifecycleTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Filings filings;
  @Autowired Script script;

  @Test
  void aSubmittedRecordIsProcessed() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    awaitState(letter, State.PROCESSED);
    assertThat(script.attemptsOf("Letter:" + letter.id)).isEqualTo(1);
  }

  @Test
  void aTransactionalHandlerCompletesInItsOwnTransaction() {
    Payment payment = new Payment();
    asyncables.submit(payment);
    await().until(() -> payments.findById(payment.id).orElseThrow().async.getProcessedAt() != null);
    assertThat(payments.findById(payment.id).orElseThrow().amount).isEqualTo(1);
  }

  @Test
  void oneOfSeveralFieldsIsSubmitted() {
    Filing filing = new Filing("f-1");
    asyncables.field("decision").submit(filing);
    await().until(() -> filings.findById("f-1").orElseThrow().decision.getProcessedAt() != null);
    assertThat(script.attempts).contains("Filing.decision:f-1#1");
    assertThat(filings.findById("f-1").orElseThrow().establishment.getSubmittedAt()).isNull();
  }

  @Test
  void aFailedAttemptIsRetried() {
    Letter letter = letters.save(new Letter("Elm St"));
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          if (attempt.number() == 1) {
            throw new StackOverflowError("deep");
          }
        });
    asyncables.submit(letters.findById(letter.id).orElseThrow());
    awaitState(letter, State.PROCESSED);
    assertThat(script.attemptsOf("Letter:" + letter.id)).isEqualTo(2);
  }

  @Test
  void aPermanentFailureExpires() {
    Letter letter = letters.save(new Letter("Oak St"));
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw new IllegalArgumentException("no such street \u0000 \ud800");
        });
    asyncables.submit(letters.findById(letter.id).orElseThrow());
    awaitState(letter, State.EXPIRED);
    assertThat(script.expired).anyMatch(line -> line.contains(letter.id + " IllegalArgument"));
  }

  private void awaitState(Letter letter, State state) {
    await()
        .until(() -> letters.findById(letter.id).orElseThrow().async.state(Instant.now()) == state);
  }
}
