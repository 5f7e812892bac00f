package io.asyncable.kafka;

import io.asyncable.queue.Lane;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of a queue's handlers. Attempts get threads in the order of arrival, but records that
 * were lost with their worker come first.
 */
final class HandlerPool {

  private final ExecutorService threads;
  private final AtomicLong turns = new AtomicLong();

  HandlerPool(int size, String threadPrefix) {
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.MILLISECONDS,
            new PriorityBlockingQueue<>(),
            HandlerThreads.named(threadPrefix));
  }

  /** Runs what this lane brings. */
  Executor of(Lane lane) {
    return task ->
        threads.execute(new Turn(lane == Lane.LOST ? 0 : 1, turns.incrementAndGet(), task));
  }

  ExecutorService threads() {
    return threads;
  }

  private record Turn(int rank, long number, Runnable task) implements Runnable, Comparable<Turn> {

    @Override
    public void run() {
      task.run();
    }

    @Override
    public int compareTo(Turn other) {
      return rank == other.rank
          ? Long.compare(number, other.number)
          : Integer.compare(rank, other.rank);
    }
  }
}
