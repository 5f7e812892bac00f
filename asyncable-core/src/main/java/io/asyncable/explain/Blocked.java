package io.asyncable.explain;

import io.asyncable.move.Cause;
import io.asyncable.queue.QueuePause;
import io.asyncable.text.TimedText;
import io.asyncable.text.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cause holds back every record of the type or queue. */
sealed interface Blocked extends Waiting {

  /** A sentence on who paused the queue, when and why. */
  static TimedText words(QueuePause pause) {
    String reason = pause.reason();
    return TimedText.of("The queue %s was paused by %s ".formatted(pause.queue(), pause.by()))
        .at(pause.since())
        .and(reason == null || reason.isBlank() ? "." : " (" + reason.strip() + ").");
  }

  /** Somebody has paused the queue. */
  record QueuePaused(TimedText soFar, QueuePause pause, Instant giveUpAt) implements Blocked {
    @Override
    public Cause cause() {
      return Cause.QUEUE_PAUSED;
    }

    @Override
    public TimedText sentence() {
      return soFar.and(" ").and(words(pause));
    }

    @Override
    public TimedText next() {
      return TimedText.of(
              "No attempt begins until somebody resumes the queue. Even if the queue stays paused, ")
          .and(Waiting.giveUp(giveUpAt))
          .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Waiting for the queue %s (paused)".formatted(pause.queue()));
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
      TimedText soFar, OpenBreaker breaker, String held, @Nullable Duration drain, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.HELD;
    }

    @Override
    public TimedText sentence() {
      return soFar
          .and(" Waiting for %s (breaker ".formatted(breaker.service()))
          .and(breaker.words())
          .and("), with %s.".formatted(held));
    }

    @Override
    public TimedText next() {
      if (breaker.probeAt() != null) {
        return TimedText.of("The breaker lets the next probe through ")
            .ahead(breaker.probeAt())
            .and(". If the probe succeeds, the held records are %s.".formatted(drained()));
      }
      return breaker.state().equals("half_open")
          ? TimedText.of(
              "The breaker's probes are running. If they succeed, the held records are %s."
                  .formatted(drained()))
          : TimedText.of(
                  "No attempt begins until somebody closes the breaker, which was forced open, on each worker that the page of breakers names; ")
              .and(Waiting.giveUp(giveUpAt))
              .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of(
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
  record KafkaUnreachable(TimedText soFar, @Nullable Instant since, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.KAFKA_UNREACHABLE;
    }

    @Override
    public TimedText sentence() {
      return soFar.and(" Kafka has not answered ").since(since).and(".");
    }

    @Override
    public TimedText next() {
      return TimedText.of("The record continues by itself once Kafka answers; ")
          .and(Waiting.giveUp(giveUpAt))
          .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Waiting for Kafka, which does not answer");
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
  record TimerOverdue(TimedText soFar, @Nullable Instant due, @Nullable Instant sweptAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.TIMER_OVERDUE;
    }

    @Override
    public TimedText sentence() {
      return sweptAt == null
          ? soFar.and(" No sweeper is running: the record was due ").at(due).and(".")
          : soFar
              .and(" No sweeper has looked at the record: it was due ")
              .at(due)
              .and(", and the last sweep ended ")
              .at(sweptAt)
              .and(".");
    }

    @Override
    public TimedText next() {
      return TimedText.of(
          sweptAt == null
              ? "No attempt begins until an instance with the role sweeper starts."
              : "The sweeper will look at the record. If the time of its last sweep does not change, restart that instance.");
    }

    @Override
    public TimedText brief() {
      return TimedText.of(
              sweptAt == null ? "No sweeper is running; due " : "No sweeper has looked at it; due ")
          .at(due);
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
  record ConsumingFails(
      TimedText soFar, String queue, Instant since, String error, Instant giveUpAt)
      implements Blocked {
    @Override
    public Cause cause() {
      return Cause.CONSUMING_FAILS;
    }

    @Override
    public TimedText sentence() {
      return soFar
          .and(" No worker has been able to take messages from the queue %s ".formatted(queue))
          .since(since)
          .and(": %s.".formatted(error));
    }

    @Override
    public TimedText next() {
      return TimedText.of(
              "The workers keep trying, and the attempt begins once one of them succeeds; ")
          .and(Waiting.giveUp(giveUpAt))
          .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Waiting for the queue %s (no worker can read it)".formatted(queue));
    }

    @Override
    public Action action() {
      return Action.MEND_KAFKA;
    }
  }

  /** No living worker consumes the record's queue. */
  record NobodyConsumes(TimedText soFar, String queue, Instant giveUpAt) implements Blocked {
    @Override
    public Cause cause() {
      return Cause.NOBODY_CONSUMES;
    }

    @Override
    public TimedText sentence() {
      return soFar.and(" No living worker consumes the queue %s.".formatted(queue));
    }

    @Override
    public TimedText next() {
      return TimedText.of("The record continues once a worker starts that consumes the queue; ")
          .and(Waiting.giveUp(giveUpAt))
          .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Waiting for the queue %s (no worker)".formatted(queue));
    }

    @Override
    public Action action() {
      return Action.START_WORKER;
    }
  }
}
