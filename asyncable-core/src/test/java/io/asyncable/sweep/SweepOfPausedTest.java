package io.asyncable.sweep;

import static io.asyncable.test.engine.Workbench.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.State;
import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import io.asyncable.queue.QueuePauses;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the sweeper still does for the records of a paused queue. */
@StillEngineTest
class SweepOfPausedTest {

  private static final Duration LONGER_THAN_GRACE = GRACE.plusSeconds(1);

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired QueuePauses pauses;
  @Autowired PausedQueues paused;
  @Autowired Backlog backlog;
  @Autowired Sweeper sweeper;
  @Autowired TestClock clock;

  private Letter letter;

  @BeforeEach
  void pause() {
    bench.clear();
    long before = broker.published();
    letter = bench.submitted();
    broker.awaitPublished(before + 1);
    broker.passAll();
    pauses.pause("default", "olga", null);
    await().until(() -> paused.contains("default"));
  }

  @AfterEach
  void resume() {
    pauses.resume("default");
    await().until(() -> !paused.contains("default"));
  }

  @Test
  void leavesWhatWaitsUntouchedAndPublishesItOnceResumed() {
    Instant due = bench.stored(letter).getDueAt();
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(sweeper.sweep()).isEqualTo(Tally.NOTHING);
    }
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(due);

    resume();
    assertThat(sweeper.sweep()).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
  }

  @Test
  void whatWasLostInThePauseDoesNotWaitForItsLengthAgain() {
    assertThat(backlog.oldest("default", Lane.FIRST)).as("Kafka answers").isPresent();
    long before = broker.published();
    resume();
    clock.advance(Duration.ofMillis(2));
    Letter unread = bench.submitted();
    broker.awaitPublished(before + 1);
    clock.advance(Duration.ofMillis(2));
    Letter lost = bench.submitted();
    broker.awaitPublished(before + 2);
    pauses.pause("default", "olga", null);
    await().until(() -> paused.contains("default"));
    clock.advance(Duration.ofDays(2));
    resume();

    assertThat(sweeper.sweep().waiting()).isEqualTo(2);
    assertThat(bench.stored(unread).getDueAt()).isEqualTo(bench.stored(lost).getDueAt());
    assertThat(bench.stored(lost).getDueAt()).isEqualTo(clock.instant().plus(GRACE));
  }

  @Test
  void aPauseThatBeginsWhileKafkaIsAskedCounts() {
    resume();
    Backlog answeringLate =
        new Backlog() {
          @Override
          public Optional<Instant> oldest(String queue, Lane lane) {
            Optional<Instant> answer = backlog.oldest(queue, lane);
            pauses.pause(queue, "olga", null);
            await().until(() -> paused.contains(queue));
            return answer;
          }

          @Override
          public Optional<Depth> depth(String queue, Lane lane) {
            return backlog.depth(queue, lane);
          }

          @Override
          public Optional<Instant> answeringSince() {
            return backlog.answeringSince();
          }

          @Override
          public boolean isReachable() {
            return backlog.isReachable();
          }
        };

    assertThat(OnItsWay.ask(backlog, "default", paused).areUnknown()).isFalse();
    assertThat(OnItsWay.ask(answeringLate, "default", paused).areUnknown()).isTrue();
  }

  @Test
  void expiresWhatHasHadItsWindow() {
    clock.advance(Duration.ofDays(4));

    assertThat(sweeper.sweep()).isEqualTo(new Tally(0, 0, 0, 0, 0, 1));
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
  }

  @Test
  void findsWhatADeadWorkerHeldAndRunsItOnceResumed() {
    long dead = bench.worker();
    bench.claim(letter, dead);
    clock.advance(LONGER_THAN_GRACE);
    bench.kill(dead);

    assertThat(sweeper.sweep()).isEqualTo(new Tally(0, 0, 0, 0, 1, 0));
    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);

    resume();
    clock.advance(LONGER_THAN_GRACE);
    assertThat(sweeper.sweep()).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}
