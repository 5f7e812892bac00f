package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many records are read together. */
class PaceTest {

  private long nanos;
  private final Pace pace = new Pace(() -> nanos);

  @Test
  void onlyItsOwnBelowAThousandASecond() {
    assertThat(together(Duration.ofMillis(1100), 1000)).isEqualTo(1);
  }

  @Test
  void whatBeginsInTwentyMilliseconds() {
    assertThat(together(Duration.ofMillis(1000), 2500)).isEqualTo(50);
  }

  @Test
  void twoHundredAtTheMost() {
    assertThat(together(Duration.ofMillis(1000), 50_000)).isEqualTo(200);
  }

  /** A query for each record would make a slow machine slower. */
  @Test
  void aPauseOfTheMachineDoesNotEndTheDrain() {
    together(Duration.ofMillis(990), 3000);
    nanos += Duration.ofMillis(20).toNanos();
    assertThat(pace.begin()).isEqualTo(30);
  }

  @Test
  void aDrainIsOverAfterAnIdleSecond() {
    together(Duration.ofMillis(1000), 3000);
    nanos += Duration.ofSeconds(1).toNanos();
    assertThat(pace.begin()).isEqualTo(1);
  }

  /** How many were read with the last of these attempts, which begin at a steady pace. */
  private int together(Duration within, int attempts) {
    int together = 0;
    for (int number = 0; number < attempts; number++) {
      nanos += within.toNanos() / attempts;
      together = pace.begin();
    }
    return together;
  }
}
