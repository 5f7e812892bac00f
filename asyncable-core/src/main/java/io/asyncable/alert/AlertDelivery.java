package io.asyncable.alert;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.FailureLog;
import io.asyncable.type.Backoff;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the waiting alerts of one channel, on a thread of its own, so that a channel that throws or
 * hangs delays no other. If it took alerts and could not send them, another instance takes them
 * when the lease ends.
 */
final class AlertDelivery {

  private static final Logger log = LoggerFactory.getLogger(AlertDelivery.class);

  private static final Duration LONGEST_SEND = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Backoff DELAYS =
      Backoff.doubling(Duration.ofSeconds(15), Duration.ofHours(1));

  private final String name;
  private final FailureLog failureLog;
  private final AlertChannel channel;
  private final AlertRows rows;
  private final AlertWords words;
  private final Counter failures;
  private final Clock clock;

  /**
   * The troubles of this instance to report, the oldest first. Further ones are dropped, because
   * they would say nothing new.
   */
  private final BlockingQueue<EngineTrouble> troubles = new LinkedBlockingQueue<>(100);

  private @Nullable Thread thread;
  private boolean wanted;
  private boolean toldOfHanging;
  private volatile @Nullable Instant sendingSince;

  AlertDelivery(
      String name,
      AlertChannel channel,
      AlertRows rows,
      AlertWords words,
      Counter failures,
      Clock clock) {
    this.name = name;
    this.failureLog =
        new FailureLog(log, "Delivering alerts for " + name + " failed {} and is tried again: {}");
    this.channel = channel;
    this.rows = rows;
    this.words = words;
    this.failures = failures;
    this.clock = clock;
  }

  /** Begins to report these troubles, and those that the channel has not accepted yet. */
  void deliver(List<EngineTrouble> lasting) {
    lasting.forEach(troubles::offer);
    if (!troubles.isEmpty()) {
      deliver();
    }
  }

  /** Begins or continues to send the waiting alerts; never waits for the channel. */
  synchronized void deliver() {
    if (thread != null) {
      wanted = true;
      hurry(thread);
      return;
    }
    toldOfHanging = false;
    Thread next = new Thread(this::run, "asyncable-alert-" + name);
    next.setDaemon(true);
    next.start();
    thread = next;
  }

  /** Interrupts the present call; the instance that looks next sends the alert again. */
  synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void hurry(Thread running) {
    Instant since = sendingSince;
    if (since == null || since.plus(LONGEST_SEND).isAfter(clock.instant())) {
      return;
    }
    running.interrupt();
    if (!toldOfHanging) {
      toldOfHanging = true;
      log.error(
          "The alert channel {} has been hanging since {}; its alerts wait, other channels"
              + " continue",
          name,
          since);
    }
  }

  private void run() {
    do {
      tellAll();
    } while (isWantedAgain());
  }

  private synchronized boolean isWantedAgain() {
    boolean again = wanted;
    wanted = false;
    if (!again) {
      thread = null;
    }
    return again;
  }

  private void tellAll() {
    try {
      tellTroubles();
      for (List<GatheredAlert> taken = take(); !taken.isEmpty(); taken = take()) {
        tell(taken);
      }
    } catch (Throwable failure) {
      // Catches Errors too, or the thread would end and the channel would have none.
      failureLog.failed(failure);
    }
  }

  /** A trouble that the channel does not accept stays for the next time. */
  private void tellTroubles() {
    try {
      for (EngineTrouble next = troubles.peek(); next != null; next = troubles.peek()) {
        EngineTrouble trouble = next;
        send(() -> channel.send(trouble));
        troubles.remove();
      }
    } catch (Throwable failure) {
      failures.increment();
      log.error(
          "The alert channel {} failed and will get the report again: {}",
          name,
          ErrorDetails.line(failure));
    }
  }

  private List<GatheredAlert> take() {
    Instant now = clock.instant();
    return rows.take(name, now, now.plus(LEASE));
  }

  private void tell(List<GatheredAlert> taken) {
    try {
      Alert alert = words.of(taken);
      send(() -> channel.send(alert));
    } catch (Throwable failure) {
      failures.increment();
      Duration delay = DELAYS.after(taken.get(0).tries());
      log.error(
          "The alert channel {} failed and will get the alert again in {} s: {}",
          name,
          delay.toSeconds(),
          ErrorDetails.line(failure));
      rows.again(taken, clock.instant().plus(delay));
      return;
    }
    rows.done(taken);
  }

  /** A call of the channel, which may throw anything. */
  private interface Sending {
    void send() throws Exception;
  }

  private void send(Sending sending) throws Exception {
    sendingSince = clock.instant();
    try {
      sending.send();
    } finally {
      sendingSince = null;
      // An interrupt that came too late must not stop the statements that follow.
      Thread.interrupted();
    }
  }
}
