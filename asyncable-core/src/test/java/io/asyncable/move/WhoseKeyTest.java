package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.Attempt;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The idempotency key belongs to what was asked for: to ask for the same again keeps it, to ask for
 * something new does not.
 */
@StillEngineTest
class WhoseKeyTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Completions completions;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    clock.advance(Duration.ofSeconds(1));
  }

  /** What may have become of a submission whose handler has sent something. */
  private Map<String, Consumer<Letter>> sent() {
    Map<String, Consumer<Letter>> sent = new LinkedHashMap<>();
    sent.put("failed", letter -> bench.fail(claimed(letter), Cause.FAILED));
    sent.put("lost", letter -> bench.fail(claimed(letter), Cause.LOST));
    sent.put("postponed", letter -> bench.fail(claimed(letter), Cause.POSTPONED));
    sent.put("expired", this::expired);
    sent.put("canceled", this::canceled);
    return sent;
  }

  @Test
  void aRetryAndARestartKeepIt() {
    sent()
        .forEach(
            (name, outcome) -> {
              Letter letter = bench.submitted();
              String key = keyOf(letter);
              outcome.accept(letter);
              asyncables.restart(letter);
              assertThat(keyOf(letter)).as(name).isEqualTo(key);
              bench.fail(claimed(letter), Cause.FAILED);
              assertThat(keyOf(letter)).as(name).isEqualTo(key);
              asyncables.retryNow(letter);
              assertThat(keyOf(letter)).as(name).isEqualTo(key);
              asyncables.restart("Letter", "" + letter.id, "ann", "");
              assertThat(keyOf(letter)).as(name).isEqualTo(key);
            });
  }

  @Test
  void aSubmitAfterAnAttemptChangesIt() {
    sent()
        .forEach(
            (name, outcome) -> {
              Letter letter = bench.submitted();
              String key = keyOf(letter);
              outcome.accept(letter);
              asyncables.submit(letter);
              assertThat(keyOf(letter)).as(name).isNotEqualTo(key);
            });
  }

  @Test
  void aSubmitWhileAnAttemptRunsChangesIt() {
    Letter letter = bench.submitted();
    String key = keyOf(letter);
    claimed(letter);
    asyncables.submit(letter);
    assertThat(keyOf(letter)).isNotEqualTo(key);
  }

  @Test
  void aSubmitAfterARestartThatWasNotAttemptedChangesItWhateverTheHistoryHasForgotten() {
    sent()
        .forEach(
            (name, outcome) -> {
              Letter letter = bench.submitted();
              String key = keyOf(letter);
              outcome.accept(letter);
              asyncables.restart(letter);
              asyncables.cancel(letter, "once more");
              asyncables.restart(letter);
              jdbc.sql("truncate asyncable_history").update();
              asyncables.submit(letter);
              assertThat(keyOf(letter)).as(name).isNotEqualTo(key);
            });
  }

  @Test
  void aSubmitBeforeAnyAttemptKeepsIt() {
    Map<String, Consumer<Letter>> unsent = new LinkedHashMap<>();
    unsent.put("queued", letter -> {});
    unsent.put("scheduled", letter -> asyncables.submit(letter, Duration.ofDays(1)));
    unsent.put("canceled", letter -> asyncables.cancel(letter, "filed twice"));
    unsent.put("restarted", this::canceledAndRestarted);
    unsent.forEach(
        (name, state) -> {
          Letter letter = bench.submitted();
          String key = keyOf(letter);
          clock.advance(Duration.ofMinutes(1));
          state.accept(letter);
          asyncables.submit(letter);
          assertThat(keyOf(letter)).as(name).isEqualTo(key);
          asyncables.submit(letter, Duration.ofDays(2));
          assertThat(keyOf(letter)).as(name).isEqualTo(key);
        });
  }

  @Test
  void whatWasProcessedIsAskedForAnew() {
    Letter letter = bench.submitted();
    String first = keyOf(letter);
    bench.complete(claimed(letter));
    asyncables.restart(letter);
    String second = keyOf(letter);
    assertThat(second).isNotEqualTo(first);

    asyncables.submit(letter);
    assertThat(keyOf(letter)).as("nothing was sent under it").isEqualTo(second);
    asyncables.markProcessed(letter, "by hand");
    asyncables.submit(letter);
    assertThat(keyOf(letter)).isNotIn(first, second);
    asyncables.markProcessed(letter, "by hand");
    asyncables.restart(letter);
    assertThat(letter.async.getClaimedBy()).isNull();
    assertThat(letter.async).usingRecursiveComparison().isEqualTo(bench.stored(letter));
  }

  @Test
  void noKeyOfARecordComesTwiceThoughTheClockStandsStillOrGoesBack() {
    Letter letter = bench.submitted();
    Set<String> keys = new HashSet<>(Set.of(keyOf(letter)));
    for (int i = 0; i < 5; i++) {
      bench.complete(claimed(letter));
      if (i % 2 == 0) {
        asyncables.submit(letter);
      } else {
        asyncables.restart(letter);
      }
      assertThat(keys.add(keyOf(letter))).isTrue();
    }
    bench.complete(claimed(letter));
    clock.advance(Duration.ofMillis(-500));
    asyncables.submit(letter);
    assertThat(keys.add(keyOf(letter))).isTrue();
  }

  @Test
  void windowsAndPlacesInTheListAreTheSubmissions() {
    Letter letter = bench.submitted();
    bench.fail(claimed(letter), Cause.FAILED);
    clock.advance(Duration.ofDays(3));
    asyncables.restart(letter);

    assertThat(letter.async.getLastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(letter.async.getSubmittedAt()).isEqualTo(clock.instant().minus(Duration.ofDays(3)));
  }

  @Test
  void theHandlerSeesTheKeyOfTheRow() {
    Letter letter = bench.submitted();
    String key = keyOf(letter);
    AtomicReference<Attempt> seen = new AtomicReference<>();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          seen.set(attempt);
          throw new IllegalStateException("the answer was lost");
        });
    bench.run(letter);
    assertThat(seen.get().idempotencyKey()).isEqualTo(key);
    clock.advance(Duration.ofHours(1));
    asyncables.restart(letter);
    bench.run(letter);
    assertThat(seen.get().idempotencyKey()).isEqualTo(key);
    assertThat(seen.get().submission()).isEqualTo(clock.instant());
    asyncables.submit(letter);
    bench.run(letter);
    assertThat(seen.get().idempotencyKey()).isNotEqualTo(key);
  }

  @Test
  void aRestartedRecordHasNoWorkerUntilItIsAttempted() {
    Letter letter = bench.submitted();
    bench.fail(claimed(letter), Cause.FAILED);
    asyncables.restart(letter);
    completions.expire(
        bench.type(),
        bench.reference(letter),
        Cause.EXPIRED_WINDOW,
        "window over",
        clock.instant());

    assertThat(
            jdbc.sql(
                    "select count(*) from asyncable_history where event = 'expired' and worker is null")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  private Claimed claimed(Letter letter) {
    return bench.claim(letter, bench.worker());
  }

  private void expired(Letter letter) {
    bench.fail(claimed(letter), Cause.FAILED);
    completions.expire(
        bench.type(),
        bench.reference(letter),
        Cause.EXPIRED_WINDOW,
        "window over",
        clock.instant());
  }

  private void canceled(Letter letter) {
    claimed(letter);
    asyncables.cancel(letter, "filed twice");
  }

  private void canceledAndRestarted(Letter letter) {
    asyncables.cancel(letter, "filed twice");
    asyncables.restart(letter);
  }

  /** The key that the next attempt gets. */
  private String keyOf(Letter letter) {
    Asyncable async = bench.stored(letter);
    Instant asked = async.getSubmittedAt();
    return "Letter:%s:%d%06d".formatted(letter.id, asked.getEpochSecond(), asked.getNano() / 1000);
  }
}
