package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.move.Cause;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A record that may be what kills workers endangers no neighbour. */
@StillEngineTest
class AloneTest {

  private static final Set<Thread.State> WAITING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  @Autowired Workbench bench;
  @Autowired Script script;
  @Autowired TestClock clock;

  private final List<String> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void clear() {
    bench.clear();
  }

  @Test
  void aRecordThatWasLostTwiceRunsAlone() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    // One that was put off often is patient.
    Letter suspect = lost(2);
    for (int i = 0; i < 4; i++) {
      bench.fail(bench.claim(suspect, bench.worker()), Cause.POSTPONED);
    }
    Letter before = bench.submitted();
    Letter after = bench.submitted();
    script(before, "before", finish);
    script(suspect, "suspect", new CountDownLatch(0));
    script(after, "after", new CountDownLatch(0));

    Thread first = started(before);
    await().until(() -> events.contains("before begins"));
    Thread second = started(suspect);
    await().until(() -> bench.stored(suspect).getAttempts() == 7 && isWaiting(second));
    Thread third = started(after);
    await().until(() -> bench.stored(after).getAttempts() == 1 && isWaiting(third));
    finish.countDown();
    for (Thread thread : List.of(first, second, third)) {
      thread.join();
    }

    assertThat(events)
        .containsExactly(
            "before begins",
            "before ends",
            "suspect begins",
            "suspect ends",
            "after begins",
            "after ends");
  }

  @Test
  void oneThatCannotBeAloneStopsOthersOnlyBriefly() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    Letter suspect = lost(2);
    bench.fail(bench.claim(suspect, bench.worker()), Cause.POSTPONED);
    Letter slow = bench.submitted();
    Letter other = bench.submitted();
    script(slow, "slow", finish);
    script(other, "other", new CountDownLatch(0));
    Thread first = started(slow);
    await().until(() -> events.contains("slow begins"));

    started(suspect).join();
    assertThat(bench.stored(suspect).getError()).contains("waits until it can run alone");
    // Twice as late as the first time.
    assertThat(bench.stored(suspect).getDueAt()).isEqualTo(clock.instant().plusSeconds(60));
    started(other).join();
    assertThat(events).containsExactly("slow begins", "other begins", "other ends");

    finish.countDown();
    first.join();
  }

  @Test
  void aRecordThatWasLostOnceRunsBesideOthers() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    Letter before = bench.submitted();
    Letter harmless = lost(1);
    script(before, "before", finish);
    script(harmless, "harmless", new CountDownLatch(0));

    Thread first = started(before);
    await().until(() -> events.contains("before begins"));
    started(harmless).join();
    assertThat(events).containsExactly("before begins", "harmless begins", "harmless ends");
    finish.countDown();
    first.join();
  }

  private Letter lost(int times) {
    Letter letter = bench.submitted();
    for (int i = 0; i < times; i++) {
      clock.advance(Duration.ofSeconds(1));
      bench.fail(bench.claim(letter, bench.worker()), Cause.LOST);
    }
    return letter;
  }

  private void script(Letter letter, String name, CountDownLatch finish) {
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          events.add(name + " begins");
          finish.await();
          events.add(name + " ends");
        });
  }

  private Thread started(Letter letter) {
    Thread thread = new Thread(() -> bench.run(letter));
    thread.start();
    return thread;
  }

  private static boolean isWaiting(Thread thread) {
    return WAITING.contains(thread.getState());
  }
}
