package io.asyncable.kafka;

import io.asyncable.kafka.ConsumerLoop.Places;
import io.asyncable.queue.ConsumedQueues;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueueSettings.Size;
import io.asyncable.run.Attempts;
import io.asyncable.text.Plural;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Phases;
import io.asyncable.worker.WorkerListener;
import io.asyncable.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The consumer loops of this worker, one or more for each queue, and their orderly end. */
public final class Consumers implements SmartLifecycle, WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Consumers.class);
  private static final int LARGEST_POLL = 500;

  /** How long all threads together may take to end their polls at a stop. */
  private static final Duration LAST_POLL = Duration.ofSeconds(5);

  private final ConsumedQueues queues;
  private final Deliveries deliveries;
  private final ConsumerLoops making;
  private final EngineThreads engineThreads;
  private final Attempts attempts;
  private final WorkerSettings settings;
  private final List<ConsumerLoop> loops = new CopyOnWriteArrayList<>();
  private final List<EngineThread> threads = new CopyOnWriteArrayList<>();
  private final List<ExecutorService> executors = new ArrayList<>();
  private volatile boolean running;

  Consumers(
      ConsumedQueues queues,
      Deliveries deliveries,
      ConsumerLoops making,
      EngineThreads engineThreads,
      Attempts attempts,
      WorkerSettings settings) {
    this.queues = queues;
    this.deliveries = deliveries;
    this.making = making;
    this.engineThreads = engineThreads;
    this.attempts = attempts;
    this.settings = settings;
    deliveries.whenAway(() -> loops.forEach(ConsumerLoop::wakeup));
  }

  @Override
  public void start() {
    deliveries.check(!queues.names().isEmpty());
    queues.names().forEach(queue -> start(queue, queues.size(queue)));
    running = true;
  }

  private void start(String queue, Size size) {
    HandlerPool pool = new HandlerPool(size.concurrency(), "asyncable-" + queue + "-");
    executors.add(pool.threads());
    int places = size.concurrency() + size.prefetch();
    // A quarter of the places, so that a worker with slow handlers fetches again before it is idle.
    int largestPoll = Math.max(1, Math.min(LARGEST_POLL, places / 4));
    // Each loop also keeps the places of one poll, and polls only with all of them. So the
    // room needs one place less than this worker is to hold.
    Semaphore room = new Semaphore(places - 1, true);
    for (int number = 1; number <= size.consumers(); number++) {
      start(queue, Lane.FIRST, number, new Places(pool.of(Lane.FIRST), room, largestPoll));
    }
    start(queue, Lane.AGAIN, 1, new Places(pool.of(Lane.AGAIN), room, largestPoll));
    // Lost attempts have a room of their own, because handlers may occupy all other places for as
    // long as they run.
    Semaphore own = new Semaphore(largestPoll, true);
    start(queue, Lane.LOST, 1, new Places(pool.of(Lane.LOST), own, largestPoll));
  }

  private void start(String queue, Lane lane, int number, Places places) {
    String name = "asyncable-" + lane.topic(queue) + "-consumer-" + number;
    ConsumerLoop loop = making.of(queue, lane, name, places);
    loops.add(loop);
    threads.add(engineThreads.start(name, loop));
  }

  /**
   * Stops polling, gives back attempts that have not begun, and lets the others finish within the
   * limit.
   */
  @Override
  public void stop() {
    running = false;
    threads.forEach(engineThreads::forget);
    loops.forEach(ConsumerLoop::stop);
    awaitThreads();
    int held = attempts.count();
    executors.forEach(ExecutorService::shutdown);
    giveBackWaiting();
    if (!awaitEnd(settings.shutdownTimeout())) {
      attempts.all().forEach(attempt -> attempt.giveBack("the worker stops"));
      awaitEnd(Duration.ofSeconds(2));
      executors.forEach(ExecutorService::shutdownNow);
    }
    if (held > 0) {
      log.info(
          "Stopped while holding {}, and gave back {} of them late",
          Plural.of(held, "attempt"),
          attempts.count());
    }
    loops.clear();
    threads.clear();
    executors.clear();
  }

  private void giveBackWaiting() {
    attempts.all().stream()
        .filter(attempt -> !attempt.isEntered())
        .forEach(attempt -> attempt.giveBack("the worker stops"));
  }

  private boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (ExecutorService executor : executors) {
        if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A loop that waits for the database would continue in the next context. */
  private void awaitThreads() {
    awaitThreads(LAST_POLL);
    threads.forEach(EngineThread::interrupt);
    awaitThreads(LAST_POLL);
  }

  private void awaitThreads(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    threads.forEach(thread -> thread.join(Duration.ofNanos(deadline - System.nanoTime())));
  }

  /** Records that were claimed under the old epoch belong to the worker that rescues them. */
  @Override
  public void replaced(long oldEpoch, long newEpoch) {
    attempts.all().stream()
        .filter(attempt -> attempt.attempt().epoch() == oldEpoch)
        .forEach(attempt -> attempt.giveBack("the worker was declared dead"));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.CONSUMERS;
  }
}
