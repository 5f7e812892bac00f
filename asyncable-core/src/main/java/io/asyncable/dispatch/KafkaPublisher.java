package io.asyncable.dispatch;

import io.asyncable.record.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands references to Kafka's producer on a thread of its own, because the producer blocks while it
 * has no metadata. What does not fit the buffer, or is not delivered in time, is left to the
 * sweeper.
 */
final class KafkaPublisher implements Publisher, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KafkaPublisher.class);

  private final KafkaClients clients;
  private final BlockingQueue<Publication> buffer;
  private final Meters meters;
  private final FaultPoint faultPoint;
  private volatile @Nullable Thread thread;

  KafkaPublisher(KafkaClients clients, int capacity, Meters meters, FaultPoint faultPoint) {
    this.clients = clients;
    this.buffer = new ArrayBlockingQueue<>(capacity);
    this.meters = meters;
    this.faultPoint = faultPoint;
  }

  private record Publication(
      String queue, Reference reference, Instant time, @Nullable String trace) {}

  @Override
  public void publish(String queue, Reference reference, Instant time, @Nullable String trace) {
    if (!buffer.offer(new Publication(queue, reference, time, trace))) {
      meters.published(queue, Meters.Publish.DROPPED);
    }
  }

  private void run() {
    try (Producer<String, byte[]> producer = clients.producer()) {
      while (!Thread.currentThread().isInterrupted()) {
        send(producer, buffer.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Producer<String, byte[]> producer, Publication publication) {
    Reference reference = publication.reference();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            clients.topic(publication.queue(), Lane.of(reference)),
            null,
            publication.time().toEpochMilli(),
            reference.key(),
            ReferenceJson.write(reference));
    Tracing.parse(publication.trace())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try {
      producer.send(message, (metadata, failure) -> sent(publication, failure));
    } catch (RuntimeException refused) {
      sent(publication, refused);
    }
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
    thread = new Thread(this::run, "asyncable-publisher");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return Phases.PUBLISHER;
  }
}
