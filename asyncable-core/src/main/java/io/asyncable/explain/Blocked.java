package io.asyncable.explain;

import static io.asyncable.text.Times.text;

import io.asyncable.move.Cause;
import io.asyncable.queue.QueuePause;
import io.asyncable.text.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cause holds back every record of the type or queue. */
sealed interface Blocked extends Waiting {

  /** A sentence on who paused the queue, when and why. */
  static String words(QueuePause pause) {
    String reason = pause.reason();
    return "The queue %s was paused by %s at %s%s."
        .formatted(
            pause.queue(),
            pause.by(),
            text(pause.since()),
            reason == null || reason.isBlank() ? "" : " (" + reason.strip() + ")");
  }

  /** Somebody has paused the queue. */
  record QueuePaused(String soFar, QueuePause pause, Instant giveUpAt) implements Blocked {
    @Override
    public Cause cause() {
      return Cause.QUEUE_PAUSED;
    }

    @Override
    public String sentence() {
      return soFar + " " + words(pause);
    }

    @Override
    public String next() {
      return "No attempt begins until somebody resumes the queue. Even if the queue stays paused, %s."
          .formatted(Waiting.giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Waiting for the queue %s (paused)".formatted(pause.queue()));
    }

    @Override
    public Action action() {
      return Action.RESUME_QUEUE;
    }
  }

  /**
   * An open circuit breaker holds the record back.
   *
   * @param held the number of records that wait for the same service, in words
   * @param drain the estimated time to process them; null if there is no estimate
   */
  record Held(
      String soFar, OpenBreaker breaker, String held, @Nullable Duration drain, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.HELD;
    }

    @Override
    public String sentence() {
      return "%s Waiting for %s (breaker %s), with %s."
          .formatted(soFar, breaker.service(), breaker.words(), held);
    }

    @Override
    public String next() {
      if (breaker.probeAt() != null) {
        return "The breaker lets the next probe through at %s. If the probe succeeds, the held records are %s."
            .formatted(text(breaker.probeAt()), drained());
      }
      return breaker.state().equals("half_open")
          ? "The breaker's probes are running. If they succeed, the held records are %s."
              .formatted(drained())
          : "No attempt begins until somebody closes the breaker, which was forced open, on each worker that the page of breakers names; %s."
              .formatted(Waiting.giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of(
          "Waiting for %s (breaker %s)"
              .formatted(
                  breaker.service(),
                  breaker.state().equals("forced_open") ? "forced open" : "open"));
    }

    private String drained() {
      return drain == null
          ? "released gradually"
          : "processed within about %s at the speed of the latest runs"
              .formatted(Times.length(drain));
    }
  }

  /** Kafka does not answer. */
  record KafkaUnreachable(String soFar, @Nullable Instant since, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.KAFKA_UNREACHABLE;
    }

    @Override
    public String sentence() {
      return "%s Kafka has not answered since %s.".formatted(soFar, text(since));
    }

    @Override
    public String next() {
      return "The record continues by itself once Kafka answers; %s."
          .formatted(Waiting.giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Waiting for Kafka, which does not answer");
    }

    @Override
    public Action action() {
      return Action.MEND_KAFKA;
    }
  }

  /**
   * The record is due, but no sweeper has handled it.
   *
   * @param sweptAt when the latest sweep of a living sweeper ended; null if no sweeper is running
   */
  record TimerOverdue(String soFar, @Nullable Instant due, @Nullable Instant sweptAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.TIMER_OVERDUE;
    }

    @Override
    public String sentence() {
      return sweptAt == null
          ? "%s No sweeper is running: the record was due at %s.".formatted(soFar, text(due))
          : "%s No sweeper has looked at the record: it was due at %s, and the last sweep ended at %s."
              .formatted(soFar, text(due), text(sweptAt));
    }

    @Override
    public String next() {
      return sweptAt == null
          ? "No attempt begins until an instance with the role sweeper starts."
          : "The sweeper will look at the record. If the time of its last sweep does not change, restart that instance.";
    }

    @Override
    public Brief brief() {
      return Brief.of(
          sweptAt == null ? "No sweeper is running; due " : "No sweeper has looked at it; due ",
          due);
    }

    @Override
    public Action action() {
      return Action.START_SWEEPER;
    }
  }

  /**
   * Every worker that consumes the record's queue fails to take messages from it.
   *
   * @param since when the first of them began to fail
   * @param error the first word of its error
   */
  record ConsumingFails(String soFar, String queue, Instant since, String error, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.CONSUMING_FAILS;
    }

    @Override
    public String sentence() {
      return "%s No worker has been able to take messages from the queue %s since %s: %s."
          .formatted(soFar, queue, text(since), error);
    }

    @Override
    public String next() {
      return "The workers keep trying, and the attempt begins once one of them succeeds; %s."
          .formatted(Waiting.giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Waiting for the queue %s (no worker can read it)".formatted(queue));
    }

    @Override
    public Action action() {
      return Action.MEND_KAFKA;
    }
  }

  /** No living worker consumes the record's queue. */
  record NobodyConsumes(String soFar, String queue, Instant giveUpAt) implements Blocked {
    @Override
    public Cause cause() {
      return Cause.NOBODY_CONSUMES;
    }

    @Override
    public String sentence() {
      return "%s No living worker consumes the queue %s.".formatted(soFar, queue);
    }

    @Override
    public String next() {
      return "The record continues once a worker starts that consumes the queue; %s."
          .formatted(Waiting.giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Waiting for the queue %s (no worker)".formatted(queue));
    }

    @Override
    public Action action() {
      return Action.START_WORKER;
    }
  }
}
