package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.FaultInjector.InjectedFault;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Wherever the protocol is cut off, the record is processed in the end, and its effect is once. */
@EngineTest
@Import(FaultInjector.class)
class CutOffTest {

  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired FaultInjector faults;
  @Autowired CircuitBreakerRegistry breakers;

  @BeforeEach
  void closeTheBreaker() {
    breakers.circuitBreaker("bank").reset();
  }

  @AfterEach
  void clear() {
    faults.clear();
    script.lines.clear();
  }

  @ParameterizedTest
  @EnumSource
  void aFirstAttemptIsMadeGood(Step step) {
    Payment payment = payments.save(new Payment());
    faults.failOnceAfter(step);
    submit(payment);

    awaitProcessedOnce(payment);
  }

  @ParameterizedTest
  @EnumSource
  void aLaterAttemptIsMadeGood(Step step) {
    Payment payment = payments.save(new Payment());
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> {
          if (attempt.number() == 1) {
            faults.failOnceAfter(step);
            throw new IllegalStateException("busy");
          }
        });
    submit(payment);

    awaitProcessedOnce(payment);
  }

  private void submit(Payment payment) {
    try {
      asyncables.submit(payment);
    } catch (InjectedFault afterTheCommit) {
      // By its own time: the engine's clock is the database's, and may be ahead of this one.
      Asyncable submitted = stored(payment);
      assertThat(submitted.state(submitted.getLastSubmittedAt())).isEqualTo(State.QUEUED);
    }
  }

  private void awaitProcessedOnce(Payment payment) {
    await().until(() -> stored(payment).state(Instant.now()) == State.PROCESSED);
    assertThat(payments.findById(payment.id).orElseThrow().amount).isEqualTo(1);
    assertThat(stored(payment).getPublishedAt()).isNull();
  }

  private Asyncable stored(Payment payment) {
    return payments.findById(payment.id).orElseThrow().async;
  }
}
