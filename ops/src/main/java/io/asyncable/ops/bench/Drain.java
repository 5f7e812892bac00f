package io.asyncable.ops.bench;

import java.util.List;

/**
 * Runs a backlog off: from the first handler's beginning until the database knows of no task that
 * is not done.
 */
record Drain(String name, Work work, int tasks, Progress progress) implements Scenario {

  @Override
  public List<Figure> measure(Contender contender) {
    progress.expect(tasks);
    contender.clear();
    contender.fill(work, tasks);
    Wait.until("publishing", contender::isSubmitted);
    contender.settle();
    contender.start();
    try {
      progress.awaitAll();
      Wait.until("completing", contender::isDone);
      double seconds = (System.nanoTime() - progress.firstBegun()) / 1e9;
      return List.of(new Figure("drain, " + name, Figure.Unit.PER_SECOND, tasks / seconds));
    } finally {
      contender.stop();
    }
  }
}
