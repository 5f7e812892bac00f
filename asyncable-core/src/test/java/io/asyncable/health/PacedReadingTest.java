package io.asyncable.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PacedReadingTest {

  private final TestClock clock = new TestClock();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void whatIsReadAtOnceIsReadEveryFifteenSeconds() {
    PacedReading<Integer> reading = taking(Duration.ZERO);
    assertThat(reading.get()).contains(1);
    clock.advance(Duration.ofMillis(14_999));
    assertThat(reading.get()).contains(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void whatTakesLongerIsReadLessOften() {
    PacedReading<Integer> reading = taking(Duration.ofSeconds(2));
    assertThat(reading.get()).contains(1);
    clock.advance(Duration.ofSeconds(99));
    assertThat(reading.get()).contains(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void noReadingIsOlderThanFiveMinutes() {
    PacedReading<Integer> reading = taking(Duration.ofMinutes(1));
    assertThat(reading.get()).contains(1);
    clock.advance(Duration.ofMinutes(5));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void whatCannotBeReadIsEmptyAndNotAskedForWithEveryLook() {
    PacedReading<Integer> reading =
        new PacedReading<>(
            () -> {
              if (reads.incrementAndGet() == 1) {
                throw new StackOverflowError("for a moment");
              }
              return reads.get();
            },
            clock);
    assertThat(reading.get()).isEmpty();
    assertThat(reading.get()).isEmpty();
    clock.advance(Duration.ofSeconds(15));
    assertThat(reading.get()).contains(2);
  }

  private PacedReading<Integer> taking(Duration time) {
    return new PacedReading<>(
        () -> {
          clock.advance(time);
          return reads.incrementAndGet();
        },
        clock);
  }
}
