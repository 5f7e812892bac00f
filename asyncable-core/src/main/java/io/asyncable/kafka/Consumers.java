package io.asyncable.kafka;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.GroupType;
import io.asyncable.AsyncableProperties.Queue;
import io.asyncable.ConfigurationProblem;
import io.asyncable.observe.FaultPoint;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.run.HandlerPool;
import io.asyncable.run.PassedOver;
import io.asyncable.text.ErrorDetails;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Phases;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.WorkerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The consumer loops of this worker, one or more for each queue, and their orderly end. */
public final class Consumers implements SmartLifecycle, WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Consumers.class);
  private static final int LARGEST_POLL = 500;

  /** How long all threads together may take to end their polls at a stop. */
  private static final Duration LAST_POLL = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final Heritage heritage;
  private final KafkaContact contact;
  private final EngineThreads engineThreads;
  private final Topics topics;
  private final Dispatcher dispatcher;
  private final Attempts attempts;
  private final PassedOver passedOver;
  private final AsyncableProperties settings;
  private final Collection<String> queues;
  private final PausedQueues paused;
  private final Troubles troubles;
  private final FaultPoint faultPoint;
  private final List<ConsumerLoop> loops = new CopyOnWriteArrayList<>();
  private final List<EngineThread> threads = new CopyOnWriteArrayList<>();
  private final List<ExecutorService> executors = new ArrayList<>();
  private volatile boolean running;

  Consumers(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads engineThreads,
      Topics topics,
      Dispatcher dispatcher,
      Attempts attempts,
      PassedOver passedOver,
      AsyncableProperties settings,
      Collection<String> queues,
      PausedQueues paused,
      Troubles troubles,
      FaultPoint faultPoint) {
    this.clients = clients;
    this.heritage = new Heritage(clients);
    this.contact = contact;
    this.engineThreads = engineThreads;
    this.topics = topics;
    this.dispatcher = dispatcher;
    this.attempts = attempts;
    this.passedOver = passedOver;
    this.settings = settings;
    this.queues = queues;
    this.paused = paused;
    this.troubles = troubles;
    this.faultPoint = faultPoint;
    contact.whenAway(() -> loops.forEach(ConsumerLoop::wakeup));
  }

  @Override
  public void start() {
    check();
    queues.forEach(queue -> start(queue, settings.queue(queue)));
    running = true;
  }

  /**
   * Stops the start for problems that only a person can solve. A Kafka that is away does not stop
   * it.
   */
  private void check() {
    if (contact.isAway()) {
      return;
    }
    try (Admin admin = clients.admin()) {
      topics.ensure(admin);
      topics.checkRights(admin, topics.groupType(admin), !queues.isEmpty());
    } catch (AuthorizationException | AuthenticationException refused) {
      throw new ConfigurationProblem(
          "Kafka refuses this application: %s Correct spring.kafka.security and spring.kafka.properties, or grant its user the rights that README.md lists for Kafka."
              .formatted(ErrorDetails.line(refused)));
    } catch (KafkaException away) {
      log.warn("Kafka does not answer, so submissions wait in their rows: {}", away.toString());
    }
  }

  private void start(String queue, Queue size) {
    HandlerPool pool = new HandlerPool(size.concurrency(), "asyncable-" + queue + "-");
    executors.add(pool.threads());
    int places = size.concurrency() + size.prefetch();
    // A quarter of the places, so that a worker with slow handlers fetches again before it is idle.
    int largestPoll = Math.max(1, Math.min(LARGEST_POLL, places / 4));
    // Each loop has the places of one poll besides. It polls with all of them only, so that the
    // room needs one place less than this worker is to hold.
    Semaphore room = new Semaphore(places - 1, true);
    for (int number = 1; number <= size.consumers(); number++) {
      start(queue, Lane.FIRST, number, pool, room, largestPoll);
    }
    start(queue, Lane.AGAIN, 1, pool, room, largestPoll);
    // A room of its own, because the others' places may all be occupied as long as handlers run.
    start(queue, Lane.LOST, 1, pool, new Semaphore(largestPoll, true), largestPoll);
  }

  private void start(
      String queue, Lane lane, int number, HandlerPool pool, Semaphore room, int poll) {
    String topic = clients.topic(queue, lane);
    String name = "asyncable-" + lane.topic(queue) + "-consumer-" + number;
    ConsumerLoop loop =
        new ConsumerLoop(
            queue,
            lane,
            () -> open(queue, topic, name, poll),
            dispatcher,
            pool.of(lane),
            room,
            poll,
            () -> paused.contains(queue),
            () -> contact.isAway() || topics.lack(topic),
            troubles,
            faultPoint);
    loops.add(loop);
    threads.add(engineThreads.start(name, loop));
  }

  private Delivery open(String queue, String topic, String clientId, int largestPoll) {
    MessageReader reader = new MessageReader(queue, passedOver);
    try (Admin admin = clients.admin()) {
      GroupType type = topics.groupType(admin);
      heritage.inherit(admin, topic, type);
      return type == GroupType.SHARE
          ? new ShareDelivery(
              clients.shareConsumer(topic, clientId, largestPoll),
              topic,
              clients.installation(),
              reader,
              contact::isAway)
          : new GroupDelivery(
              clients.groupConsumer(topic, clientId, largestPoll),
              topic,
              clients.installation(),
              reader,
              contact::isAway);
    }
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
    if (!awaitEnd(settings.worker().shutdownTimeout())) {
      attempts.all().forEach(attempt -> attempt.giveBack("the worker stops"));
      awaitEnd(Duration.ofSeconds(2));
      executors.forEach(ExecutorService::shutdownNow);
    }
    if (held > 0) {
      log.info(
          "Stopped while holding {} attempts, and gave back {} of them late",
          held,
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
