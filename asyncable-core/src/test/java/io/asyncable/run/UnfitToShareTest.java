package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Handlers that wait in a transaction of their own for a row that their shared one holds. */
@StillEngineTest
@TestPropertySource(properties = "asyncable.types.Payment.transaction-size=11")
@ExtendWith(OutputCaptureExtension.class)
class UnfitToShareTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired PlatformTransactionManager manager;

  private final List<Long> transactions = new CopyOnWriteArrayList<>();

  @BeforeEach
  void clear() {
    bench.clear();
    script.lines.clear();
  }

  @Test
  void runAloneFromThenOnAndItIsSaidOnce(CapturedOutput output) throws Exception {
    List<Payment> first = submitted();
    run(first);
    assertThat(first).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(first).extracting(payment -> stored(payment).amount).containsOnly(1);

    transactions.clear();
    List<Payment> second = submitted();
    run(second);
    assertThat(second).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(transactions).doesNotHaveDuplicates().hasSize(6);
    assertThat(output.getAll().split("Handlers of Payment cannot share transactions")).hasSize(2);
  }

  /** Six whose handlers change their own row in a transaction apart. */
  private List<Payment> submitted() {
    TransactionTemplate own = new TransactionTemplate(manager);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    List<Payment> six = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(six);
    six.forEach(
        payment ->
            script.lines.put(
                "Payment:" + payment.id,
                (record, attempt) -> {
                  transactions.add(jdbc.sql("select txid_current()").query(Long.class).single());
                  own.executeWithoutResult(
                      status ->
                          jdbc.sql("update payment set amount = amount where id = ?")
                              .param(payment.id)
                              .update());
                }));
    return six;
  }

  private void run(List<Payment> six) throws Exception {
    List<Reference> messages = six.stream().map(this::message).toList();
    CompletableFuture.runAsync(
            () -> dispatcher.dispatch("default", messages, Runnable::run, () -> {}))
        .get(60, TimeUnit.SECONDS);
    await().atMost(Duration.ofSeconds(20)).until(() -> attempts.count() == 0);
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
}
