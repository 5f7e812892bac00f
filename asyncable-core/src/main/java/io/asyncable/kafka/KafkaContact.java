package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.text.FailureLog;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Phases;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Knows for the whole instance whether Kafka is there. Without a broker Kafka's clients reconnect
 * without end: a share consumer keeps two processors busy and logs thousands of lines a second. So
 * while Kafka is away all clients are closed, and only this class looks for it: it opens a plain
 * connection once a second, which costs and logs nothing, and asks the cluster once a broker
 * accepts the connection.
 */
final class KafkaContact implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KafkaContact.class);

  /** How soon the contact notices that every connection is gone. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(3);

  /** A cluster that has not answered for this long counts as away. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  /**
   * Pause after a refusal of a cluster that is there, for example because of a missing right, which
   * its client logs.
   */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final KafkaClients clients;
  private final Topics topics;
  private final EngineThreads threads;
  private final Clock clock;
  private final BooleanSupplier needed;
  private final FailureLog troubles = new FailureLog(log, "Checking the topics failed {}: {}");
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Only the contact's own thread uses these fields. */
  private Set<InetSocketAddress> brokers = Set.of();

  private @Nullable Admin admin;
  private @Nullable Question question;
  private long askAt = System.nanoTime();
  private long tellAt = System.nanoTime();

  private volatile boolean running;
  private volatile @Nullable EngineThread thread;
  private volatile @Nullable Instant awaySince;
  private volatile @Nullable Instant cameBackAt;

  /**
   * @param needed whether anybody here needs Kafka, asked at the start
   */
  KafkaContact(
      KafkaClients clients,
      Topics topics,
      EngineThreads threads,
      Clock clock,
      BooleanSupplier needed) {
    this.clients = clients;
    this.topics = topics;
    this.threads = threads;
    this.clock = clock;
    this.needed = needed;
  }

  /** The question that the cluster has not answered yet. */
  private record Question(KafkaFuture<Collection<Node>> nodes, long askedAt) {}

  /** Whether Kafka is known to be away; false before the first look. */
  boolean isAway() {
    return awaySince != null;
  }

  /** When Kafka last came back; empty if it was never away. */
  Optional<Instant> cameBackAt() {
    return Optional.ofNullable(cameBackAt);
  }

  /** Runs this, on the contact's thread, whenever Kafka goes away. */
  void whenAway(Runnable listener) {
    listeners.add(listener);
  }

  /** Waits until Kafka is there; false if it was not within that time. */
  boolean awaitPresence(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (isAway() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !isAway();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    while (isRunning()) {
      Duration rest = isAway() ? lookForIt() : glance();
      try {
        TimeUnit.NANOSECONDS.sleep(rest.toNanos());
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private Duration glance() {
    Question asked = question;
    if (asked != null && asked.nodes().isDone()) {
      answer(asked);
    } else if (asked != null && isOverdue(asked)) {
      goAway("it has not answered for %d s".formatted(LONGEST_SILENCE.toSeconds()));
    } else if (hasNoConnection() && !somebodyListens()) {
      hangUp();
      goAway(nobodyAtAll());
    } else if (asked == null && askAt - System.nanoTime() <= 0) {
      ask();
    }
    return GLANCE;
  }

  /**
   * A question to a cluster that is there and does not answer stays open until the client's own
   * time limit. So the answer comes as soon as the cluster continues.
   */
  private Duration lookForIt() {
    Question asked = question;
    if (asked != null && asked.nodes().isDone()) {
      answer(asked);
    } else if (!somebodyListens()) {
      hangUp();
      askAt = System.nanoTime();
    } else if (asked == null && askAt - System.nanoTime() <= 0) {
      ask();
      return GLANCE;
    }
    Instant since = awaySince;
    if (since != null && tellAt - System.nanoTime() <= 0) {
      tell(since, asked == null ? nobodyAtAll() : "the brokers do not answer");
    }
    return BETWEEN_LOOKS;
  }

  private boolean isOverdue(Question asked) {
    return System.nanoTime() - asked.askedAt() > LONGEST_SILENCE.toNanos();
  }

  private void ask() {
    Admin open = admin;
    if (open == null) {
      open = clients.contact();
      admin = open;
    }
    question = new Question(open.describeCluster().nodes(), System.nanoTime());
  }

  private void answer(Question asked) {
    question = null;
    try {
      remember(asked);
      ensureTopics();
      askAt = System.nanoTime() + BETWEEN_QUESTIONS.toNanos();
      comeBack();
    } catch (RuntimeException failure) {
      // The client may keep addresses of brokers that no longer exist, so the next contact uses a
      // new client.
      hangUp();
      askAt = System.nanoTime() + AFTER_REFUSAL.toNanos();
      goAway(failure.toString());
    }
  }

  /**
   * The client of a consumer of a deleted topic logs ten times a second that the topic is missing.
   */
  private void ensureTopics() {
    Admin open = admin;
    if (open == null) {
      return;
    }
    try {
      topics.ensure(open);
    } catch (ConfigurationProblem problem) {
      log.debug("Told where it was found", problem);
    } catch (KafkaException failure) {
      troubles.failed(failure);
    }
  }

  /**
   * The last known brokers, because the configured addresses may be fewer, or a load balancer's.
   */
  private void remember(Question asked) {
    Set<InetSocketAddress> all = new LinkedHashSet<>(clients.bootstrapServers());
    try {
      Topics.get(asked.nodes())
          .forEach(node -> all.add(InetSocketAddress.createUnresolved(node.host(), node.port())));
    } catch (AuthorizationException thereAllTheSame) {
      log.debug("The brokers may not be asked for", thereAllTheSame);
    }
    brokers = all;
  }

  private boolean hasNoConnection() {
    Admin open = admin;
    return open == null || KafkaClients.connections(open.metrics()) == 0;
  }

  private boolean somebodyListens() {
    return brokers.isEmpty() || brokers.stream().anyMatch(KafkaContact::listens);
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      // Resolves the name each time, because its address may have changed.
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()),
          Math.toIntExact(LONGEST_CONNECT.toMillis()));
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private String nobodyAtAll() {
    return "nobody listens at "
        + brokers.stream()
            .map(broker -> broker.getHostString() + ":" + broker.getPort())
            .collect(Collectors.joining(", "));
  }

  private void goAway(String why) {
    if (isAway()) {
      return;
    }
    Instant now = clock.instant();
    awaySince = now;
    listeners.forEach(Runnable::run);
    tell(now, why);
  }

  private void tell(Instant since, String why) {
    tellAt = System.nanoTime() + BETWEEN_LINES.toNanos();
    log.warn(
        "Kafka has been away since {} ({}). Submissions are accepted and wait in their rows. Running attempts continue. Records whose window is over expire. No attempt begins until Kafka is back; the engine checks every second.",
        since,
        why);
  }

  private void comeBack() {
    Instant since = awaySince;
    if (since == null) {
      return;
    }
    lock.lock();
    try {
      cameBackAt = clock.instant();
      awaySince = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    log.info("Kafka answers again. It had been away since {}", since);
  }

  private void hangUp() {
    Admin open = admin;
    admin = null;
    question = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  /** Looks once before the others begin, so that they know at once if Kafka is away. */
  @Override
  public void start() {
    brokers = new LinkedHashSet<>(clients.bootstrapServers());
    if (!somebodyListens()) {
      goAway(nobodyAtAll());
    }
    running = true;
    thread = threads.startBeside("asyncable-kafka-contact", this::watch);
  }

  @Override
  public void stop() {
    running = false;
    EngineThread stopped = thread;
    thread = null;
    if (stopped != null) {
      threads.stop(stopped);
      stopped.join(LONGEST_CONNECT);
    }
    hangUp();
  }

  @Override
  public boolean isAutoStartup() {
    return needed.getAsBoolean();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.CONTACT;
  }
}
