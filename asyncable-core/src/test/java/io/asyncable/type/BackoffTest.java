package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Test
  void growsUpToTheLongest() {
    Backoff doubling = Backoff.doubling(FIRST, LONGEST);
    assertThat(IntStream.rangeClosed(1, 10).mapToLong(n -> doubling.after(n).toSeconds()))
        .containsExactly(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
    assertThat(doubling.after(Integer.MAX_VALUE)).isEqualTo(LONGEST);
  }

  /** Spring's rounds each pause down before it makes the next one of it. */
  @Test
  void growsFromAMillisecondToo() {
    Backoff slow = new Backoff(Duration.ofMillis(1), 1.5, LONGEST);
    assertThat(IntStream.of(1, 2, 3, 4, 5).mapToLong(n -> slow.after(n).toMillis()))
        .containsExactly(1L, 1L, 2L, 3L, 5L);
  }

  @Test
  void isAtLeastTheFirst() {
    assertThat(new Backoff(LONGEST, 1, FIRST).after(7)).isEqualTo(LONGEST);
  }

  @Test
  void isLengthenedByAShare() {
    assertThat(Backoff.doubling(FIRST, LONGEST).after(1, 0.1)).isEqualTo(Duration.ofMillis(16_500));
    assertThat(Backoff.doubling(FIRST, LONGEST).after(99, 0.1)).isEqualTo(Duration.ofMinutes(66));
  }
}
