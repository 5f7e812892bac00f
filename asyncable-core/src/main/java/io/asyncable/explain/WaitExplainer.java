package io.asyncable.explain;

import io.asyncable.State;
import io.asyncable.explain.LastEvents.LastEvent;
import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.kafka.Depth;
import io.asyncable.move.Cause;
import io.asyncable.move.Event;
import io.asyncable.move.RecordRow;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueuePause;
import io.asyncable.run.Dispatcher;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.TimedText;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.asyncable.worker.Troubles.Trouble;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a queued or retrying record waits for. */
final class WaitExplainer {

  private static final Set<Cause> LIMITS = EnumSet.of(Cause.RATE_LIMITED, Cause.BULKHEAD_FULL);

  /** What ended so is tried again at once. */
  private static final Set<Cause> WITHOUT_DELAY =
      EnumSet.of(Cause.WORKER_DIED, Cause.LOST, Cause.OVERRAN, Cause.GIVEN_BACK);

  private final Policies policies;
  private final WaitingRecords waiting;
  private final Drain drain;

  WaitExplainer(Policies policies, WaitingRecords waiting, Drain drain) {
    this.policies = policies;
    this.waiting = waiting;
    this.drain = drain;
  }

  Reason explain(RecordRow row, @Nullable LastEvent outcome, Situation situation) {
    return new Wait(row, outcome, situation, policies.of(row.type())).reason();
  }

  /** One record's wait. */
  private final class Wait {

    private final RecordRow row;
    private final @Nullable LastEvent outcome;
    private final Situation situation;
    private final Policy policy;
    private final Instant now;
    private final Instant due;
    private final Instant submitted;
    private final @Nullable Instant published;
    private final boolean first;
    private final Cause ended;

    Wait(RecordRow row, @Nullable LastEvent outcome, Situation situation, Policy policy) {
      this.row = row;
      this.outcome = outcome;
      this.situation = situation;
      this.policy = policy;
      this.now = situation.now();
      this.due = row.dueAt() == null ? now : row.dueAt();
      this.submitted = row.lastSubmittedAt() == null ? now : row.lastSubmittedAt();
      this.published = row.publishedAt();
      this.first = row.state() == State.QUEUED;
      this.ended = row.cause() == null ? Cause.FAILED : row.cause();
    }

    Reason reason() {
      String queue = policy.queue();
      Optional<QueuePause> pause = situation.obstacles().pause(queue);
      Optional<Trouble> unconsumed = situation.instances().failsToConsume(queue, lane());
      Optional<OpenBreaker> breaker =
          situation.obstacles().breaker(services()).filter(open -> isHeldBy(open));
      if (pause.isPresent()) {
        return new Blocked.QueuePaused(soFar(), pause.get(), giveUpAt());
      } else if (breaker.isPresent()) {
        return held(breaker.get());
      } else if (rests()) {
        return new Waiting.Retrying(
            soFar(), row.attempts() + 1, due, situation.instances().somebodySweeps(), giveUpAt());
      } else if (!situation.kafka().reachable()) {
        return new Blocked.KafkaUnreachable(soFar(), situation.kafka().since(), giveUpAt());
      } else if (Explainer.isOverdue(row, situation)) {
        return new Blocked.TimerOverdue(
            soFar(), row.dueAt(), situation.instances().sweptAt().orElse(null));
      } else if (!situation.instances().somebodyConsumes(queue)) {
        return new Blocked.NobodyConsumes(soFar(), queue, giveUpAt());
      } else if (unconsumed.isPresent()) {
        return new Blocked.ConsumingFails(
            soFar(),
            queue,
            unconsumed.get().since(),
            ErrorDetails.firstToken(unconsumed.get().reason()),
            giveUpAt());
      }
      return free(queue);
    }

    /** Explains a record that only other records, or a limit, can hold back. */
    private Reason free(String queue) {
      Optional<Depth> depth = depth(queue);
      boolean onItsWay = published != null && depth.map(this::isOnItsWay).orElse(true);
      Cause hold = row.hold();
      if (hold != null && LIMITS.contains(hold) && due.isAfter(now)) {
        Refusal refusal = situation.obstacles().limit(services(), hold).orElse(null);
        return new Waiting.Limited(soFar(), hold, refusal, due, giveUpAt());
      } else if (isDead()) {
        return died();
      } else if (!first) {
        return new Waiting.Retrying(soFar(), row.attempts() + 1, null, true, giveUpAt());
      }
      return onItsWay
          ? new Waiting.Queued(queuedSince(), place(queue, depth.orElse(null)), giveUpAt())
          : new Waiting.Unpublished(soFar(), queue, due, giveUpAt());
    }

    private Lane lane() {
      return Lane.of(row.attempts(), outcome == null ? 0 : outcome.losses());
    }

    private List<String> services() {
      return waiting.services(row.type()).toList();
    }

    private Instant giveUpAt() {
      return policy.givesUpAt(submitted, due);
    }

    private TimedText queuedSince() {
      return TimedText.of("Queued ").since(submitted);
    }

    private TimedText soFar() {
      if (first) {
        return queuedSince().and(".");
      }
      return isDead() ? died().sentence() : TimedText.of(end(row.attempts()));
    }

    /** How the latest attempt ended. */
    private String end(int attempt) {
      return switch (ended) {
        case LOST ->
            "Attempt %d was lost: its worker never got the answer to the claim.".formatted(attempt);
        case OVERRAN ->
            "Attempt %d was lost: it was still at work after a whole window.".formatted(attempt);
        case GIVEN_BACK -> "The worker gave attempt %d back.".formatted(attempt);
        case POSTPONED -> "The handler postponed attempt %d.".formatted(attempt);
        default ->
            "Attempt %d failed with %s."
                .formatted(attempt, ErrorDetails.firstToken(String.valueOf(row.error())));
      };
    }

    private boolean isDead() {
      return ended == Cause.WORKER_DIED;
    }

    private Reason died() {
      boolean known = outcome != null && outcome.event() == Event.LOST;
      return new Attempting.WorkerDied(
          row.attempts(),
          known ? outcome.workerName() : null,
          row.attemptedAt(),
          known ? outcome.at() : null,
          Waiting.due(row.attempts() + 1));
    }

    /**
     * Whether the breaker decides when the record runs. A retry that is due long after the next
     * probe waits for its own time instead.
     */
    private boolean isHeldBy(OpenBreaker breaker) {
      Instant probe = breaker.probeAt();
      if (!rests() || breaker.state().equals("forced_open")) {
        return true;
      }
      Instant released = probe == null || probe.isBefore(now) ? now : probe;
      return !due.isAfter(released.plus(Dispatcher.spread(held(breaker.service()))));
    }

    private int held(String service) {
      return waiting.needing(service, now);
    }

    private Reason held(OpenBreaker breaker) {
      return new Blocked.Held(
          soFar(),
          breaker,
          WaitingRecords.words(held(breaker.service())) + " held",
          drain.of(breaker.service(), situation).orElse(null),
          giveUpAt());
    }

    /**
     * Whether the record waits for the delay after a failed attempt, so that it has no message yet.
     */
    private boolean rests() {
      return !first
          && published == null
          && due.isAfter(now)
          && row.hold() == null
          && !WITHOUT_DELAY.contains(ended);
    }

    /**
     * The unread messages of the record's lane; empty if Kafka was not asked since the record was
     * published.
     */
    private Optional<Depth> depth(String queue) {
      Instant asked = situation.kafka().askedAt();
      return asked == null || published == null || asked.isBefore(published.plusSeconds(1))
          ? Optional.empty()
          : situation.kafka().depth(queue, lane()).filter(Depth::isKnown);
    }

    private boolean isOnItsWay(Depth depth) {
      Instant oldest = depth.oldest();
      return oldest != null && !oldest.isAfter(published);
    }

    private TimedText place(String queue, @Nullable Depth depth) {
      if (depth == null) {
        return TimedText.of(" in queue " + queue);
      }
      long ahead = depth.ahead(published);
      String count = depth.isExact() ? "%,d" : "up to %,d";
      return TimedText.of(", published ")
          .at(published)
          .and(
              ", %s message%s ahead in queue %s"
                  .formatted(count.formatted(ahead), ahead == 1 ? "" : "s", queue));
    }
  }
}
