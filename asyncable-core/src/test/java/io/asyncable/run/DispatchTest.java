package io.asyncable.run;

import static io.asyncable.test.engine.Workbench.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Polls that hold more than the usual. */
@StillEngineTest
class DispatchTest {

  @Autowired Workbench bench;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired Sweeper sweeper;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
  }

  @Test
  void givesBackWhatNoThreadCanBeHadFor() {
    Letter letter = bench.submitted();
    AtomicInteger ended = new AtomicInteger();

    dispatcher.dispatch(
        "default",
        List.of(bench.reference(letter)),
        task -> {
          throw new Error("unable to create native thread");
        },
        ended::incrementAndGet);

    await().until(() -> attempts.count() == 0);
    assertThat(ended).hasValue(1);
    assertThat(bench.stored(letter).state(clock.instant())).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError()).contains("unable to create native thread");
  }

  @Test
  void aReferenceThatNoStatementBearsDoesNotKeepItsNeighbourFromRunning() {
    Letter spoilt = bench.submitted();
    Letter letter = bench.submitted();
    Instant beyond = Instant.parse("+99999-01-01T00:00:00Z");

    dispatch(
        new Reference("Letter", String.valueOf(spoilt.id), beyond, 0), bench.reference(letter));

    assertThat(bench.stored(spoilt).state(clock.instant())).isEqualTo(State.QUEUED);
    await().until(() -> bench.stored(letter).state(clock.instant()) == State.PROCESSED);
  }

  @Test
  void anIdThatOnlyJavaReadsIsSpelledForTheDatabase() {
    Letter letter = bench.submitted();
    UUID id = UUID.fromString("1-1-1-1-1");
    jdbc.sql("update letter set id = ? where id = ?").params(id, letter.id).update();
    Instant submission = bench.stored(id).getLastSubmittedAt();

    dispatch(new Reference("Letter", "1-1-1-1-1", submission, 0));

    await().until(() -> bench.stored(id).state(clock.instant()) == State.PROCESSED);
  }

  /** Otherwise the sweeper would take an attempt at work for lost, and begin it a second time. */
  @Test
  void aRepeatedMessageLeavesTheRunningAttemptHeld() {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    List<Runnable> begun = new ArrayList<>();
    dispatcher.dispatch("default", List.of(message), begun::add, () -> {});

    dispatch(message);

    assertThat(attempts.holds(bench.reference(letter))).isTrue();
    clock.advance(GRACE.plusSeconds(1));
    assertThat(sweeper.sweep().lost()).isZero();
    begun.forEach(Runnable::run);
    await().until(() -> bench.stored(letter).state(clock.instant()) == State.PROCESSED);
    assertThat(attempts.count()).isZero();
  }

  private void dispatch(Reference... messages) {
    dispatcher.dispatch("default", List.of(messages), Runnable::run, () -> {});
  }
}
