package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.queue.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster: group offsets against the times of the messages there. A cluster that did not
 * answer is not asked again for some seconds, so a pass over all queues waits for it once.
 */
final class KafkaBacklog implements Backlog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaBacklog.class);

  private static final Duration FRESH = Duration.ofMillis(500);

  /** How long to wait after a question without an answer before the next question. */
  private static final Duration AWAY = Duration.ofSeconds(3);

  /** By topic; under the lock. */
  private final Map<String, Reading> readings = new HashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final KafkaClients clients;
  private final KafkaContact contact;
  private final Topics topics;
  private final Clock clock;
  private @Nullable UnreadMessages connection;
  private long awayUntil = System.nanoTime();
  private volatile @Nullable Instant answeringSince;
  private volatile @Nullable String problem;
  private volatile boolean reachable = true;

  KafkaBacklog(KafkaClients clients, KafkaContact contact, Topics topics, Clock clock) {
    this.clients = clients;
    this.contact = contact;
    this.topics = topics;
    this.clock = clock;
    contact.whenAway(this::letGo);
  }

  /** Does not wait for a question that is in progress; it ends by itself. */
  private void letGo() {
    if (lock.tryLock()) {
      try {
        lose(null);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Optional<Instant> oldest(String queue, Lane lane) {
    String topic = clients.topic(queue, lane);
    return inTurn(() -> oldest(topic));
  }

  private Optional<Instant> oldest(String topic) {
    Reading known = readings.get(topic);
    Instant now = clock.instant();
    if (known == null || known.isStale(now)) {
      Optional<Instant> oldest =
          read(topic, UnreadMessages::oldest)
              .map(time -> time.map(dated -> told(dated, now)).orElse(now));
      known = new Reading(oldest, clock.instant());
      readings.put(topic, known);
    }
    return known.oldest();
  }

  /**
   * A message dated in the future, which nobody here has published, says nothing about the messages
   * behind it. They count as on their way until consumers pass it; otherwise each look would
   * publish them again.
   */
  private static Instant told(Instant dated, Instant now) {
    return dated.isAfter(now) ? Instant.EPOCH : dated;
  }

  @Override
  public Optional<Depth> depth(String queue, Lane lane) {
    String topic = clients.topic(queue, lane);
    return inTurn(() -> read(topic, UnreadMessages::depth));
  }

  /** Shared by the types of a queue in one pass of the sweeper. */
  private record Reading(Optional<Instant> oldest, Instant readAt) {
    boolean isStale(Instant now) {
      return Duration.between(readAt, now).abs().compareTo(FRESH) > 0;
    }
  }

  /** Does not wait for another caller's question, which may get no answer. */
  private <T> Optional<T> inTurn(Supplier<Optional<T>> question) {
    if (reachable) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      return awayUntil - System.nanoTime() > 0 ? Optional.empty() : question.get();
    } finally {
      lock.unlock();
    }
  }

  private <T> Optional<T> read(String topic, BiFunction<UnreadMessages, String, T> question) {
    if (contact.isAway()) {
      lose(null);
      return Optional.empty();
    }
    long began = System.nanoTime();
    try {
      UnreadMessages open = connect();
      T answer = ask(open, topic, question);
      answered();
      return Optional.of(answer);
    } catch (KafkaException | ConfigurationProblem failure) {
      unanswered(failure, began);
      return Optional.empty();
    }
  }

  private <T> T ask(
      UnreadMessages open, String topic, BiFunction<UnreadMessages, String, T> question) {
    try {
      return question.apply(open, topic);
    } catch (UnknownTopicOrPartitionException missing) {
      topics.ensure(open.admin());
      throw missing;
    }
  }

  private void answered() {
    if (!reachable) {
      log.info("Kafka reports unread messages again");
    }
    reachable = true;
    problem = null;
    if (answeringSince == null) {
      answeringSince = clock.instant();
    }
  }

  private void unanswered(RuntimeException failure, long began) {
    if (reachable) {
      log.warn(
          "Kafka does not report which messages are unread, so the sweeper publishes nothing again: {}",
          failure.toString());
    }
    lose(failure instanceof ConfigurationProblem ? failure.getMessage() : null);
    long now = System.nanoTime();
    // After a failure that came at once, such as a topic that is not known everywhere yet, the next
    // question may follow at once.
    if (now - began > FRESH.toNanos()) {
      awayUntil = now + AWAY.toNanos();
    }
  }

  private void lose(@Nullable String why) {
    reachable = false;
    problem = why;
    answeringSince = null;
    disconnect();
  }

  @Override
  public Optional<Instant> answeringSince() {
    if (contact.isAway()) {
      return Optional.empty();
    }
    Instant asked = answeringSince;
    return Optional.ofNullable(asked)
        .map(since -> contact.cameBackAt().filter(since::isBefore).orElse(since));
  }

  @Override
  public boolean isReachable() {
    return reachable && !contact.isAway();
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private UnreadMessages connect() {
    UnreadMessages open = connection;
    if (open == null) {
      Admin admin = clients.admin();
      try {
        GroupType groupType = topics.groupType(admin);
        open = new UnreadMessages(admin, clients.reader(), groupType, clients);
      } catch (RuntimeException failure) {
        admin.close(Duration.ZERO);
        throw failure;
      }
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    UnreadMessages open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      disconnect();
    } finally {
      lock.unlock();
    }
  }
}
