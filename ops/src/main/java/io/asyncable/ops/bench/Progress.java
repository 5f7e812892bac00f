package io.asyncable.ops.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** When the handler of each task began, as the handlers of both contenders report. */
final class Progress {

  private static final long NOT_BEGUN = 0;

  private volatile Run run = new Run(0);

  private static final class Run {
    private final AtomicLongArray begun;
    private final CountDownLatch remaining;

    Run(int tasks) {
      begun = new AtomicLongArray(tasks);
      remaining = new CountDownLatch(tasks);
    }
  }

  /** Expects the tasks with the numbers from 0 on. */
  void expect(int tasks) {
    run = new Run(tasks);
  }

  /** Is told by a handler that it begins; a second attempt changes nothing. */
  void begins(int number) {
    Run current = run;
    if (current.begun.compareAndSet(number, NOT_BEGUN, System.nanoTime())) {
      current.remaining.countDown();
    }
  }

  /** Waits until every task has begun. */
  void awaitAll() {
    try {
      if (!run.remaining.await(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "%d tasks had not begun after 10 minutes".formatted(run.remaining.getCount()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tasks were running", interrupted);
    }
  }

  /** When that task began, by {@link System#nanoTime}. */
  long begun(int number) {
    return run.begun.get(number);
  }

  /** When the first of all tasks began. */
  long firstBegun() {
    long first = run.begun.get(0);
    for (int number = 1; number < run.begun.length(); number++) {
      // Readings of nanoTime are compared by their difference, for they may overflow.
      if (run.begun.get(number) - first < 0) {
        first = run.begun.get(number);
      }
    }
    return first;
  }
}
