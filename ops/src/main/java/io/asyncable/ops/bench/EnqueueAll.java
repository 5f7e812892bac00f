package io.asyncable.ops.bench;

import java.time.Duration;
import java.util.List;

/**
 * Enqueues many jobs by one call, while the engine stands still. The engine then runs them,
 * unmeasured, so that no message of theirs is read while something else is measured.
 */
record EnqueueAll(int jobs, Progress progress) implements Scenario {

  @Override
  public String name() {
    return "enqueue-all";
  }

  @Override
  public List<Figure> measure(Contender contender) {
    progress.expect(jobs);
    contender.clear();
    contender.settle();
    Cpu cpu = contender.cpu();
    Duration before = cpu.used();
    long began = System.nanoTime();
    contender.enqueueAll(jobs);
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
        new Figure("enqueue-all", Figure.Unit.PER_SECOND, jobs / seconds),
        new Figure("enqueue-all, CPU a job", Figure.Unit.MICROSECONDS, used / jobs));
  }
}
