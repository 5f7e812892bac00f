package io.asyncable.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private final TestClock clock = new TestClock();
  private final AtomicInteger found = new AtomicInteger();

  private final Remembered<String, String> answers =
      new Remembered<>(question -> question + found.incrementAndGet(), clock);

  @Test
  void findsAnAnswerOnceForAllWhoAskAtTheTime() {
    assertThat(answers.get("a").value()).isEqualTo("a1");
    assertThat(answers.get("a").value()).isEqualTo("a1");
    assertThat(answers.get("a").asOf()).isEqualTo(clock.instant());
    assertThat(answers.get("b").value()).isEqualTo("b2");
  }

  @Test
  void givesOutAnOldAnswerWhileItFindsANewOne() {
    answers.get("a");
    clock.advance(Duration.ofSeconds(30));
    assertThat(answers.get("a").value()).isEqualTo("a1");
    await().until(() -> answers.get("a").value().equals("a2"));
  }

  @Test
  void givesOutNoAnswerThatIsTooOld() {
    answers.get("a");
    clock.advance(Duration.ofHours(1));
    assertThat(answers.get("a").value()).isEqualTo("a2");
  }

  @Test
  void whatWasNotFoundIsLookedForAgain() {
    Remembered<String, String> failing =
        new Remembered<>(
            question -> {
              if (found.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
              }
              return question;
            },
            clock);
    assertThatThrownBy(() -> failing.get("a")).hasMessage("away");
    assertThat(failing.get("a").value()).isEqualTo("a");
  }

  @Test
  void allWhoAskAtOnceWaitForTheFirstAndHearOfItsFailure() {
    CountDownLatch fail = new CountDownLatch(1);
    Remembered<String, String> failing =
        new Remembered<>(
            question -> {
              found.incrementAndGet();
              await().until(() -> fail.getCount() == 0);
              throw new IllegalStateException("away");
            },
            clock);
    List<Thread> asking = new ArrayList<>();
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      Thread asker =
          new Thread(
              () -> {
                assertThatThrownBy(() -> failing.get("a")).hasMessage("away");
                told.incrementAndGet();
              });
      asker.start();
      asking.add(asker);
    }
    await().until(() -> asking.stream().allMatch(RememberedTest::waits));
    fail.countDown();
    await().until(() -> told.get() == 10);
    assertThat(found).hasValue(1);
  }

  private static boolean waits(Thread asker) {
    return asker.getState() == Thread.State.WAITING
        || asker.getState() == Thread.State.TIMED_WAITING;
  }
}
