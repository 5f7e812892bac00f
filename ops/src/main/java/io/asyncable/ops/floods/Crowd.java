package io.asyncable.ops.floods;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A number of visitors, each of whom repeats its visit at once. */
record Crowd(int size) {

  private static final Duration LONGEST_VISIT = Duration.ofSeconds(60);

  /** Returns when all have left for good. */
  void visits(Duration length, Runnable visit) {
    long end = System.nanoTime() + length.toNanos();
    ExecutorService visitors = Executors.newFixedThreadPool(size);
    for (int visitor = 0; visitor < size; visitor++) {
      visitors.execute(
          () -> {
            while (System.nanoTime() - end < 0) {
              visit.run();
            }
          });
    }
    visitors.shutdown();
    try {
      visitors.awaitTermination(length.plus(LONGEST_VISIT).toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      visitors.shutdownNow();
    }
  }
}
