package io.asyncable.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How many durations fell into each of a fixed set of buckets: the first ends at 1 ms, each further
 * one at √2 times the one before, the last takes all beyond 25 days. A quantile is off by less than
 * a fifth.
 */
public final class Histogram {

  /** The length of the arrays in {@code asyncable_statistics}. */
  static final int BUCKETS = 64;

  private final long[] counts;

  /** Of these counts, one a bucket. */
  Histogram(long[] counts) {
    this.counts = Arrays.copyOf(counts, BUCKETS);
  }

  static int bucketOf(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis <= 1) {
      return 0;
    }
    int bucket = (int) Math.ceil(2 * Math.log(millis) / Math.log(2));
    return Math.min(bucket, BUCKETS - 1);
  }

  private static double upperMillis(int bucket) {
    return Math.pow(2, bucket / 2.0);
  }

  /** How many durations there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The duration that this share of all does not exceed; empty without any.
   *
   * @param share from 0 to 1
   */
  public Optional<Duration> quantile(double share) {
    long count = count();
    if (count == 0) {
      return Optional.empty();
    }
    double rank = share * count;
    double below = 0;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && below + counts[bucket] < rank) {
      below += counts[bucket++];
    }
    double lower = bucket == 0 ? 0 : upperMillis(bucket - 1);
    double part = counts[bucket] == 0 ? 0 : (rank - below) / counts[bucket];
    double millis = lower + part * (upperMillis(bucket) - lower);
    return Optional.of(Duration.ofNanos((long) (millis * 1e6)));
  }

  /** The mean, as if each duration were in the middle of its bucket; empty without any. */
  public Optional<Duration> mean() {
    long count = count();
    if (count == 0) {
      return Optional.empty();
    }
    double millis = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      double lower = bucket == 0 ? 0 : upperMillis(bucket - 1);
      millis += counts[bucket] * (lower + upperMillis(bucket)) / 2;
    }
    return Optional.of(Duration.ofNanos((long) (millis / count * 1e6)));
  }

  long[] counts() {
    return counts.clone();
  }

  Histogram plus(Histogram other) {
    long[] sum = counts();
    for (int i = 0; i < BUCKETS; i++) {
      sum[i] += other.counts[i];
    }
    return new Histogram(sum);
  }
}
