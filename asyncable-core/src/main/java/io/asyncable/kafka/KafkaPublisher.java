package io.asyncable.kafka;

import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.observe.Tracing;
import io.asyncable.queue.Lane;
import io.asyncable.submit.Publisher;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ThrottledLog;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Phases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands references to Kafka's producer on a thread of its own, because the producer blocks while it
 * has no metadata. The sweeper publishes references that do not fit the buffer or are not delivered
 * in time. While Kafka is away no producer exists.
 *
 * <p>The producer sends on a thread of its own, which an Error ends silently; then it never answers
 * again. So the publisher watches the oldest unanswered publication, and replaces a producer that
 * has stopped answering.
 */
final class KafkaPublisher implements Publisher, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KafkaPublisher.class);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** How often the publisher checks whether Kafka is still there. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

  /** A living producer reports a failed delivery at most this long after the delivery timeout. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  /**
   * A producer that blocked this long has no metadata of the topic; slightly below its longest
   * wait.
   */
  private static final Duration BLOCKED = KafkaClients.LONGEST_BLOCK.multipliedBy(9).dividedBy(10);

  /**
   * How long nothing is sent to a topic without metadata, because all other queues would wait
   * behind it.
   */
  private static final Duration AVOIDED = Duration.ofSeconds(3);

  /** By topic, by {@link System#nanoTime}; touched by the publisher's thread alone. */
  private final Map<String, Long> avoidedUntil = new HashMap<>();

  /** In the order of sending; touched by the publisher's thread alone. */
  private final Deque<Sent> sent = new ArrayDeque<>();

  private final ThrottledLog failures =
      new ThrottledLog(
          log, "Publishing references failed {}, so the sweeper will publish them; the latest: {}");

  private final KafkaClients clients;
  private final KafkaContact contact;
  private final EngineThreads threads;
  private final BlockingQueue<Publication> buffer;
  private final Duration deliveryTimeout;
  private final Meters meters;
  private final FaultPoint faultPoint;
  private volatile boolean running;
  private volatile @Nullable String problem;
  private volatile @Nullable EngineThread thread;

  KafkaPublisher(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads threads,
      KafkaSettings settings,
      Meters meters,
      FaultPoint faultPoint) {
    this.clients = clients;
    this.contact = contact;
    this.threads = threads;
    this.buffer = new ArrayBlockingQueue<>(settings.buffer());
    this.deliveryTimeout = settings.deliveryTimeout();
    this.meters = meters;
    this.faultPoint = faultPoint;
  }

  private record Publication(
      String queue,
      Lane lane,
      Reference reference,
      Instant time,
      @Nullable String trace,
      long takenAt) {}

  /** A reference that was handed to the producer, which answers it once. */
  private record Sent(Publication publication, long at, AtomicBoolean answered) {}

  @Override
  public void publish(
      String queue, Lane lane, Reference reference, Instant time, @Nullable String trace) {
    if (!buffer.offer(new Publication(queue, lane, reference, time, trace, System.nanoTime()))) {
      meters.published(queue, Meters.Publish.DROPPED);
      failures.event("the buffer (asyncable.kafka.buffer) is full");
    }
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void work() {
    try {
      while (isRunning()) {
        if (contact.isAway()) {
          letGo();
        } else {
          publish();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() throws InterruptedException {
    Producer<String, byte[]> producer = null;
    try {
      producer = clients.producer();
      while (isRunning() && !contact.isAway() && !isSilent()) {
        Publication next = buffer.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          send(producer, next);
        }
      }
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Throwable failure) {
      // The name of a broker may be unknown for now, for example. No other thread publishes.
      restAfter(failure);
    } finally {
      if (producer != null) {
        close(producer);
      }
    }
  }

  /** Whether the producer has not even reported a failed delivery. */
  private boolean isSilent() {
    while (!sent.isEmpty() && sent.element().answered().get()) {
      sent.remove();
    }
    Duration longest = deliveryTimeout.plus(LONGEST_SILENCE);
    return !sent.isEmpty() && System.nanoTime() - sent.element().at() > longest.toNanos();
  }

  private void close(Producer<String, byte[]> producer) {
    boolean silent = isSilent();
    if (silent) {
      problem =
          "The producer stopped answering and was replaced; nothing has been published since.";
      log.error(
          "The producer has not answered for {} s: its thread hangs or has ended. The engine replaces it, and the sweeper will publish the references that it held.",
          deliveryTimeout.plus(LONGEST_SILENCE).toSeconds());
      // Closes it on another thread, because closing would wait for the producer's thread for ever.
      Thread aside = new Thread(() -> producer.close(Duration.ZERO), "asyncable-publisher-close");
      aside.setDaemon(true);
      aside.start();
    } else {
      producer.close(contact.isAway() ? Duration.ZERO : LONGEST_CLOSE);
    }
    sent.forEach(
        one -> answer(one, silent ? "the producer stopped answering" : "the producer closed"));
    sent.clear();
  }

  /** While Kafka is away each reference waits no longer than the producer would try. */
  private void letGo() throws InterruptedException {
    Publication oldest = buffer.peek();
    if (oldest == null) {
      contact.awaitPresence(GLANCE);
      return;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - oldest.takenAt());
    if (!contact.awaitPresence(deliveryTimeout.minus(waited))) {
      buffer.remove();
      fail(oldest, "Kafka is away");
    }
  }

  private void restAfter(Throwable failure) throws InterruptedException {
    if (isRunning()) {
      log.warn("Publishing failed and starts again: {}", told(failure));
      Thread.sleep(AFTER_FAILURE.toMillis());
    }
  }

  private static String told(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : failure + ": " + failure.getCause();
  }

  private void send(Producer<String, byte[]> producer, Publication publication) {
    String topic = clients.topic(publication.queue(), publication.lane());
    Long avoided = avoidedUntil.get(topic);
    long began = System.nanoTime();
    if (avoided != null && avoided - began > 0) {
      fail(publication, "Kafka does not know the topic " + topic);
      return;
    }
    Sent one = new Sent(publication, began, new AtomicBoolean());
    sent.add(one);
    try {
      producer.send(
          message(topic, publication),
          (metadata, failure) -> answer(one, failure == null ? null : ErrorDetails.line(failure)));
    } catch (RuntimeException refused) {
      answer(one, ErrorDetails.line(refused));
    }
    long ended = System.nanoTime();
    if (ended - began > BLOCKED.toNanos()) {
      avoidedUntil.put(topic, ended + AVOIDED.toNanos());
    }
  }

  private ProducerRecord<String, byte[]> message(String topic, Publication publication) {
    Reference reference = publication.reference();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            topic,
            null,
            publication.time().toEpochMilli(),
            reference.key(),
            ReferenceJson.write(reference));
    clients.installation().sign(message.headers());
    Tracing.parse(publication.trace())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  private void answer(Sent one, @Nullable String failure) {
    if (!one.answered().compareAndSet(false, true)) {
      return;
    }
    if (failure == null) {
      meters.published(one.publication().queue(), Meters.Publish.SENT);
      problem = null;
      faultPoint.passed(FaultPoint.Step.PUBLISHED);
    } else {
      fail(one.publication(), failure);
    }
  }

  private void fail(Publication publication, String why) {
    meters.published(publication.queue(), Meters.Publish.FAILED);
    failures.event(publication.reference().key() + ", " + why);
  }

  @Override
  public void start() {
    running = true;
    thread = threads.startBeside("asyncable-publisher", this::work);
  }

  @Override
  public void stop() {
    running = false;
    EngineThread stopped = thread;
    thread = null;
    if (stopped != null) {
      threads.stop(stopped);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.PUBLISHER;
  }
}
