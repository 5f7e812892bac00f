package io.asyncable.kafka;

import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.queue.Lane;
import io.asyncable.run.Dispatcher;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls one queue for as many messages as there is room for, dispatches and acknowledges them. */
final class ConsumerLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration WHILE_FULL = Duration.ofMillis(200);
  private static final Duration WHILE_STILL = Duration.ofMillis(200);

  private final Source source;
  private final Places places;
  private final Dispatcher dispatcher;
  private final Troubles troubles;
  private final FaultPoint faultPoint;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Delivery delivery;

  /** Places reserved for the next poll. The loop takes the missing ones from the room. */
  private int kept;

  /** Whether no successful poll has followed the latest failure. */
  private boolean failing;

  /** What a loop consumes: one lane of a queue. */
  interface Source {

    String queue();

    Lane lane();

    Delivery open();

    /** Whether the queue is paused. */
    boolean isPaused();

    /** Whether Kafka, or the topic, is away. */
    boolean isAway();
  }

  /**
   * Where a loop's attempts go.
   *
   * @param executor begins what the lane brings
   * @param room free places that the loop shares with others, besides the places of one poll that
   *     it keeps
   * @param largestPoll records that a delivery may return at once
   */
  record Places(Executor executor, Semaphore room, int largestPoll) {}

  ConsumerLoop(
      Source source,
      Places places,
      Dispatcher dispatcher,
      Troubles troubles,
      FaultPoint faultPoint) {
    this.source = source;
    this.places = places;
    this.dispatcher = dispatcher;
    this.troubles = troubles;
    this.faultPoint = faultPoint;
    this.kept = places.largestPoll();
  }

  @Override
  public void run() {
    while (!isStopped()) {
      if (goesOn()) {
        consume();
      } else {
        getsOn();
        rest(WHILE_STILL);
      }
    }
  }

  /**
   * Ends when the queue is paused or Kafka is away, and closes its delivery. A member of a consumer
   * group that does not poll would delay every rebalance of the group; a member of a share group
   * would keep its fetched messages from the others; without a broker both would reconnect without
   * end.
   */
  private void consume() {
    try (Delivery opened = source.open()) {
      delivery = opened;
      consume(opened);
      delivery = null;
    } catch (WakeupException | InterruptedException stop) {
      log.debug("Woken up", stop);
    } catch (Throwable failure) {
      // Catches Errors too, for example if no thread can be started, because nobody else would
      // consume.
      failing = true;
      troubles.failed(Work.CONSUME, work(), failure, Duration.ZERO);
      rest(AFTER_FAILURE);
    }
  }

  private String work() {
    return source.lane().topic(source.queue());
  }

  /** Each loop withdraws only its own report, because two may consume a lane. */
  private void getsOn() {
    if (failing) {
      failing = false;
      troubles.succeeded(Work.CONSUME, work());
    }
  }

  /**
   * Places that a poll did not use are kept for the next one, even without a delivery. So a lane
   * with rare messages can take them at once, although another lane's backlog waits for every free
   * place.
   */
  private void consume(Delivery from) throws InterruptedException {
    while (takePlaces(from, places.largestPoll() - kept)) {
      AtomicInteger begun = new AtomicInteger();
      try {
        pollInto(counting(begun), from);
      } finally {
        // A broker may return more than requested; then the next poll waits for that many more
        // places.
        kept = places.largestPoll() - begun.get();
      }
    }
  }

  /** Waits for places; false when the loop must not poll any more. */
  private boolean takePlaces(Delivery from, int missing) throws InterruptedException {
    if (!goesOn()) {
      return false;
    }
    if (places.room().tryAcquire(missing)) {
      kept = places.largestPoll();
      return true;
    }
    // The next poll would carry the acknowledgements, but may come much later.
    from.flush();
    while (goesOn()) {
      if (places.room().tryAcquire(missing, WHILE_FULL.toMillis(), TimeUnit.MILLISECONDS)) {
        kept = places.largestPoll();
        return true;
      }
      from.stay();
    }
    return false;
  }

  private boolean goesOn() {
    return !isStopped() && !source.isPaused() && !source.isAway();
  }

  private Executor counting(AtomicInteger begun) {
    return attempt -> {
      begun.incrementAndGet();
      places.executor().execute(attempt);
    };
  }

  private void pollInto(Executor attempts, Delivery from) {
    List<Reference> references = from.poll(POLL);
    if (source.isPaused()) {
      // Messages that have just arrived are neither begun nor acknowledged, so they come again.
      return;
    }
    if (!references.isEmpty()) {
      faultPoint.passed(Step.POLLED);
      dispatcher.dispatch(source.queue(), references, attempts, places.room()::release);
    }
    from.acknowledge();
    if (!references.isEmpty()) {
      faultPoint.passed(Step.ACKNOWLEDGED);
    }
    getsOn();
  }

  private void rest(Duration length) {
    try {
      stopped.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  void stop() {
    stopped.countDown();
    wakeup();
  }

  /** Makes the loop check again whether it should continue; callable from any thread. */
  void wakeup() {
    Delivery open = delivery;
    if (open != null) {
      open.wakeup();
    }
  }
}
