package io.asyncable.ops.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Submits at a steady rate to a running engine: from before the submitting transaction, so its
 * commit is included, to the beginning of the handler.
 */
record Latency(int tasks, int perSecond, Progress progress) implements Scenario {

  /** So that one slow commit does not delay the next submission. */
  private static final int THREADS = 4;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public List<Figure> measure(Contender contender) {
    // The first second warms up connections and is not counted.
    int counted = tasks;
    int all = counted + perSecond;
    long[] submitted = new long[all];
    progress.expect(all);
    contender.clear();
    contender.settle();
    contender.start();
    try {
      submitSteadily(contender, submitted);
      progress.awaitAll();
      Wait.until("completing", contender::isDone);
    } finally {
      contender.stop();
    }
    double[] latencies = new double[counted];
    for (int i = 0; i < counted; i++) {
      latencies[i] = (progress.begun(perSecond + i) - submitted[perSecond + i]) / 1e6;
    }
    Arrays.sort(latencies);
    return List.of(percentile(latencies, 50), percentile(latencies, 95), percentile(latencies, 99));
  }

  private void submitSteadily(Contender contender, long[] submitted) {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    Crew.of(THREADS)
        .run(
            () -> {
              for (int number = next.getAndIncrement();
                  number < submitted.length;
                  number = next.getAndIncrement()) {
                awaitTime(began + number * 1_000_000_000L / perSecond);
                submitted[number] = System.nanoTime();
                contender.submit(Work.NO_OP, number);
              }
            });
  }

  private static void awaitTime(long due) {
    for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
      LockSupport.parkNanos(ahead);
    }
  }

  private Figure percentile(double[] sorted, int percent) {
    int index = Math.min(sorted.length - 1, sorted.length * percent / 100);
    return new Figure(
        "latency at %d/s, p%d".formatted(perSecond, percent),
        Figure.Unit.MILLISECONDS,
        sorted[index]);
  }
}
