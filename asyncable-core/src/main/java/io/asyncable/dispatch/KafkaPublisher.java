package io.asyncable.dispatch;

import io.asyncable.AsyncableProperties;
import io.asyncable.record.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands references to Kafka's producer on a thread of its own, because the producer blocks while it
 * has no metadata. What does not fit the buffer, or is not delivered in time, is left to the
 * sweeper. While Kafka is away there is no producer.
 */
final class KafkaPublisher implements Publisher, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KafkaPublisher.class);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** So often it is looked whether Kafka is still there. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

  /** A producer that blocked for so long has no metadata of the topic; a bit below the longest. */
  private static final Duration BLOCKED = KafkaClients.LONGEST_BLOCK.multipliedBy(9).dividedBy(10);

  /** For so long nothing is sent to such a topic: every other queue would wait behind it. */
  private static final Duration AVOIDED = Duration.ofSeconds(3);

  /** By topic, by {@link System#nanoTime}; touched by the publisher's thread alone. */
  private final Map<String, Long> avoidedUntil = new HashMap<>();

  private final KafkaClients clients;
  private final KafkaContact contact;
  private final EngineThreads threads;
  private final BlockingQueue<Publication> buffer;
  private final Duration deliveryTimeout;
  private final Meters meters;
  private final FaultPoint faultPoint;
  private volatile boolean running;
  private volatile @Nullable EngineThread thread;

  KafkaPublisher(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads threads,
      AsyncableProperties.Kafka settings,
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
      String queue, Reference reference, Instant time, @Nullable String trace, long takenAt) {}

  @Override
  public void publish(String queue, Reference reference, Instant time, @Nullable String trace) {
    if (!buffer.offer(new Publication(queue, reference, time, trace, System.nanoTime()))) {
      meters.published(queue, Meters.Publish.DROPPED);
    }
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
      while (isRunning() && !contact.isAway()) {
        Publication next = buffer.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          send(producer, next);
        }
      }
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Throwable failure) {
      // Such as a broker whose name is not known yet. Nobody else would publish.
      restAfter(failure);
    } finally {
      if (producer != null) {
        producer.close(contact.isAway() ? Duration.ZERO : LONGEST_CLOSE);
      }
    }
  }

  /** While Kafka is away each waits for it no longer than the producer would try. */
  private void letGo() throws InterruptedException {
    Publication oldest = buffer.peek();
    if (oldest == null) {
      contact.awaitPresence(GLANCE);
      return;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - oldest.takenAt());
    if (!contact.awaitPresence(deliveryTimeout.minus(waited))) {
      buffer.remove();
      meters.published(oldest.queue(), Meters.Publish.FAILED);
    }
  }

  private void restAfter(Throwable failure) throws InterruptedException {
    if (isRunning()) {
      log.warn("Publishing failed, starting anew: {}", told(failure));
      Thread.sleep(AFTER_FAILURE.toMillis());
    }
  }

  private static String told(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : failure + ": " + failure.getCause();
  }

  private void send(Producer<String, byte[]> producer, Publication publication) {
    String topic = clients.topic(publication.queue(), Lane.of(publication.reference()));
    Long avoided = avoidedUntil.get(topic);
    long began = System.nanoTime();
    if (avoided != null && avoided - began > 0) {
      meters.published(publication.queue(), Meters.Publish.FAILED);
      return;
    }
    try {
      producer.send(message(topic, publication), (metadata, failure) -> sent(publication, failure));
    } catch (RuntimeException refused) {
      sent(publication, refused);
    }
    long ended = System.nanoTime();
    if (ended - began > BLOCKED.toNanos()) {
      avoidedUntil.put(topic, ended + AVOIDED.toNanos());
    }
  }

  private static ProducerRecord<String, byte[]> message(String topic, Publication publication) {
    Reference reference = publication.reference();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            topic,
            null,
            publication.time().toEpochMilli(),
            reference.key(),
            ReferenceJson.write(reference));
    Tracing.parse(publication.trace())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  private void sent(Publication publication, @Nullable Exception failure) {
    if (failure == null) {
      meters.published(publication.queue(), Meters.Publish.SENT);
      faultPoint.passed(FaultPoint.Step.PUBLISHED);
    } else {
      meters.published(publication.queue(), Meters.Publish.FAILED);
      log.debug("Not published, left to the sweeper: {}", publication.reference(), failure);
    }
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
