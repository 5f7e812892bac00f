package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.sweep.Sweeper;
import io.asyncable.sweep.Tally;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A transactional handler that runs for longer than its timer, which the sweeper moves on. */
@StillEngineTest
class LongTransactionTest {

  private static final Tally MOVED = new Tally(0, 0, 0, 1, 0, 0);

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired EntityManager entities;
  @Autowired Sweeper sweeper;
  @Autowired Script script;
  @Autowired TestClock clock;

  private final Payment payment = new Payment();
  private final AtomicReference<Tally> swept = new AtomicReference<>();

  @BeforeEach
  void submit() {
    bench.clear();
    script.lines.clear();
    asyncables.submit(payment);
  }

  @Test
  void completesThoughItsTimerWasMovedUnderIt() {
    Instant before = stored().async.getDueAt();
    during(() -> sweepMeanwhile());

    assertThat(swept).hasValue(MOVED);
    assertThat(stored().async.state(clock.instant())).isEqualTo(State.PROCESSED);
    assertThat(stored().async.getDueAt()).as("was %s", before).isNull();
    assertThat(stored().amount).isEqualTo(1);
    assertThat(stored().async.getAttempts()).isEqualTo(1);
  }

  @Test
  void completesThoughTheSweeperFoundItsRowLocked() {
    during(
        () -> {
          entities.flush();
          sweepMeanwhile();
        });

    assertThat(swept).hasValue(Tally.NOTHING);
    assertThat(stored().async.state(clock.instant())).isEqualTo(State.PROCESSED);
    assertThat(stored().amount).isEqualTo(1);
  }

  @Test
  void failsAsAnyOtherThoughItsTimerWasMovedUnderIt() {
    during(
        () -> {
          sweepMeanwhile();
          throw new IOException("busy");
        });

    assertThat(swept).hasValue(MOVED);
    assertThat(stored().async.state(clock.instant())).isEqualTo(State.RETRYING);
    assertThat(stored().async.getError()).isEqualTo("IOException: busy");
    assertThat(stored().amount).isZero();
  }

  private interface Work {
    void run() throws Exception;
  }

  private void during(Work work) {
    script.lines.put("Payment:" + payment.id, (record, attempt) -> work.run());
    Asyncable async = stored().async;
    bench.run(
        new Reference("Payment", "" + payment.id, async.getLastSubmittedAt(), async.getAttempts()));
  }

  /** On a thread of its own, as the sweeper is; the handler waits for it. */
  private void sweepMeanwhile() throws Exception {
    clock.advance(Duration.ofMinutes(2));
    swept.set(CompletableFuture.supplyAsync(sweeper::sweep).get(20, TimeUnit.SECONDS));
  }

  private Payment stored() {
    return payments.findById(payment.id).orElseThrow();
  }
}
