package io.asyncable.ops.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submits in transactions of one, from several threads, while the engine stands still: from the
 * first transaction until the last commit. The engine then runs what was submitted, unmeasured.
 */
record Submit(String name, Work work, int tasks, int threads, Progress progress)
    implements Scenario {

  @Override
  public List<Figure> measure(Contender contender) {
    progress.expect(tasks);
    contender.clear();
    contender.settle();
    Cpu cpu = contender.cpu();
    Duration before = cpu.used();
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    Crew.of(threads)
        .run(
            () -> {
              for (int number = next.getAndIncrement();
                  number < tasks;
                  number = next.getAndIncrement()) {
                contender.submit(work, number);
              }
            });
    double seconds = (System.nanoTime() - began) / 1e9;
    double used = cpu.used().minus(before).toNanos() / 1e3;
    Wait.until("publishing", contender::isSubmitted);
    contender.settle();
    contender.start();
    try {
      progress.awaitAll();
      Wait.until("completing", contender::isDone);
    } finally {
      contender.stop();
    }
    return List.of(
        new Figure(name + ", " + threads + " threads", Figure.Unit.PER_SECOND, tasks / seconds),
        new Figure(name + ", CPU a task", Figure.Unit.MICROSECONDS, used / tasks));
  }
}
