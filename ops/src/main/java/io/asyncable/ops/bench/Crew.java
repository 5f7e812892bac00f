package io.asyncable.ops.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same side by side. */
public record Crew(int threads) {

  /** So many. */
  public static Crew of(int threads) {
    return new Crew(threads);
  }

  /** Returns when all have done it. */
  public void run(Runnable work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      Collections.nCopies(threads, work).forEach(same -> running.add(executor.submit(same)));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } finally {
      executor.shutdown();
    }
  }
}
