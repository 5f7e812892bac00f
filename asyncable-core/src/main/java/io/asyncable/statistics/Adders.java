package io.asyncable.statistics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one process type that are not written yet. Threads add to them without waiting. */
final class Adders {

  private final LongAdder inWindow = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAccumulator longestMillis = new LongAccumulator(Math::max, 0);
  private final AtomicLongArray ages = new AtomicLongArray(Histogram.BUCKETS);
  private final AtomicLongArray runs = new AtomicLongArray(Histogram.BUCKETS);

  void processed(Duration age, boolean isInWindow, Duration run) {
    runs.incrementAndGet(Histogram.bucketOf(run));
    ages.incrementAndGet(Histogram.bucketOf(age));
    longestMillis.accumulate(age.toMillis());
    (isInWindow ? inWindow : late).increment();
  }

  void failed() {
    failed.increment();
  }

  void lost(int attempts) {
    lost.add(attempts);
  }

  void expired(int records) {
    expired.add(records);
  }

  /**
   * Takes the counts. A record that another thread is just counting may be split between this call
   * and the next.
   */
  Counted take() {
    long taken = inWindow.sumThenReset();
    return new Counted(
        taken + late.sumThenReset(),
        taken,
        failed.sumThenReset(),
        lost.sumThenReset(),
        expired.sumThenReset(),
        Duration.ofMillis(longestMillis.getThenReset()),
        take(ages),
        take(runs));
  }

  private static Histogram take(AtomicLongArray counts) {
    long[] taken = new long[Histogram.BUCKETS];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = counts.getAndSet(i, 0);
    }
    return new Histogram(taken);
  }

  /** Gives back counts that could not be written. */
  void add(Counted taken) {
    inWindow.add(taken.inWindow());
    late.add(taken.processed() - taken.inWindow());
    failed.add(taken.failed());
    lost.add(taken.lost());
    expired.add(taken.expired());
    longestMillis.accumulate(taken.longest().toMillis());
    add(ages, taken.ages());
    add(runs, taken.runs());
  }

  private static void add(AtomicLongArray counts, Histogram taken) {
    long[] added = taken.counts();
    for (int i = 0; i < added.length; i++) {
      counts.addAndGet(i, added[i]);
    }
  }
}
