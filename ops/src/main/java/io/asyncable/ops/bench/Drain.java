package io.asyncable.ops.bench;

import java.time.Duration;
import java.util.List;

/**
 * Drains a backlog: from the beginning of the first handler until the database has no unfinished
 * task. The processor time counts from the start of the engine.
 */
record Drain(String name, Work work, int tasks, Progress progress) implements Scenario {

  @Override
  public List<Figure> measure(Contender contender) {
    progress.expect(tasks);
    contender.clear();
    contender.fill(work, tasks);
    Wait.until("publishing", contender::isSubmitted);
    contender.settle();
    Cpu cpu = contender.cpu();
    Duration before = cpu.used();
    contender.start();
    try {
      progress.awaitAll();
      Wait.until("completing", contender::isDone);
      double seconds = (System.nanoTime() - progress.firstBegun()) / 1e9;
      double used = cpu.used().minus(before).toNanos() / 1e3;
      return List.of(
          new Figure("drain, " + name, Figure.Unit.PER_SECOND, tasks / seconds),
          new Figure("drain, " + name + ", CPU a task", Figure.Unit.MICROSECONDS, used / tasks));
    } finally {
      contender.stop();
    }
  }
}
