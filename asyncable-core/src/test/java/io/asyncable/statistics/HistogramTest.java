package io.asyncable.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void quantilesAreOffByLessThanAFifth() {
    Histogram even = of(1000, i -> i + 1);
    assertThat(even.quantile(0.5).orElseThrow().toMillis()).isCloseTo(500, within(100L));
    assertThat(even.quantile(0.95).orElseThrow().toMillis()).isCloseTo(950, within(190L));

    Histogram days = of(100, i -> Duration.ofDays(3).toMillis());
    assertThat((double) days.quantile(0.5).orElseThrow().toMillis())
        .isCloseTo(Duration.ofDays(3).toMillis(), within(0.2 * Duration.ofDays(3).toMillis()));
  }

  @Test
  void theShortestAndTheLongestHaveTheirBuckets() {
    assertThat(Histogram.bucketOf(Duration.ZERO)).isZero();
    assertThat(Histogram.bucketOf(Duration.ofMillis(-5))).isZero();
    assertThat(Histogram.bucketOf(Duration.ofNanos(1_000_001))).isEqualTo(1);
    assertThat(Histogram.bucketOf(Duration.ofDays(10_000))).isEqualTo(Histogram.BUCKETS - 1);
    assertThat(Histogram.bucketOf(Duration.ofDays(24))).isLessThan(Histogram.BUCKETS - 1);
  }

  @Test
  void aMeanIsOffByLessThanAFifth() {
    Histogram slowAtTheEnd = of(1000, i -> i < 900 ? 100 : 3_000);
    assertThat(slowAtTheEnd.mean().orElseThrow().toMillis()).isCloseTo(390, within(78L));
  }

  @Test
  void nothingHasNoQuantileAndNoMean() {
    assertThat(of(0, i -> 0).quantile(0.95)).isEmpty();
    assertThat(of(0, i -> 0).mean()).isEmpty();
  }

  private static Histogram of(int number, IntToLongFunction millis) {
    long[] counts = new long[Histogram.BUCKETS];
    IntStream.range(0, number)
        .mapToObj(i -> Duration.ofMillis(millis.applyAsLong(i)))
        .forEach(duration -> counts[Histogram.bucketOf(duration)]++);
    return new Histogram(counts);
  }
}
