package io.asyncable.explain;

import io.asyncable.State;
import io.asyncable.explain.Explanations.Expiration;
import io.asyncable.explain.LastEvents.LastEvent;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Cause;
import io.asyncable.move.Event;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Need;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.text.TimedText;
import io.asyncable.type.Policies;
import io.asyncable.worker.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives from the facts why a record is in its state. */
final class Explainer {

  private final WaitExplainer waits;
  private final Policies policies;
  private final TypeStatistics statistics;

  Explainer(WaitExplainer waits, Policies policies, TypeStatistics statistics) {
    this.waits = waits;
    this.policies = policies;
    this.statistics = statistics;
  }

  Reason explain(RecordRow row, @Nullable LastEvent outcome, Situation situation) {
    return switch (row.state()) {
      case NOT_SUBMITTED ->
          row.attemptedAt() == null
              ? new Resting.NotSubmitted()
              : new Resting.NeverSubmitted(row.attemptedAt());
      case SCHEDULED ->
          new Resting.Scheduled(row.lastSubmittedAt(), situation.instances().somebodySweeps());
      case QUEUED, RETRYING -> waits.explain(row, outcome, situation);
      case RUNNING -> running(row, situation);
      case EXPIRED -> new GivenUp(expiration(row, outcome), policies.of(row.type()));
      case PROCESSED ->
          new Resting.Processed(row.processedAt(), by(outcome, Event.MARKED_PROCESSED));
      case CANCELED -> canceled(row, outcome);
    };
  }

  private static Expiration expiration(RecordRow row, @Nullable LastEvent outcome) {
    return outcome != null && outcome.event() == Event.EXPIRED
        ? new Expiration(
            row.cause(),
            row.attempts(),
            outcome.failures(),
            outcome.losses(),
            row.error(),
            outcome.at())
        : new Expiration(row.cause(), row.attempts(), 0, 0, row.error(), null);
  }

  private static @Nullable String by(@Nullable LastEvent outcome, Event event) {
    return outcome != null && outcome.event() == event ? outcome.actor() : null;
  }

  private static Reason canceled(RecordRow row, @Nullable LastEvent outcome) {
    if (outcome == null || outcome.event() != Event.CANCELED) {
      return new Resting.Canceled(row.canceledAt(), null, null);
    }
    return outcome.actor() == null
        ? new Resting.Canceled(row.canceledAt(), "the application", outcome.message())
        : outcome.actor().equals(ActedBy.HANDLER)
            ? new Resting.Canceled(row.canceledAt(), "its handler", null)
            : outcome.actor().equals(ActedBy.ENGINE)
                ? new Resting.Canceled(row.canceledAt(), "the engine", outcome.message())
                : new Resting.Canceled(row.canceledAt(), outcome.actor(), outcome.message());
  }

  private Reason running(RecordRow row, Situation situation) {
    Optional<WorkerInfo> worker =
        Optional.ofNullable(row.claimedBy()).flatMap(situation.instances()::worker);
    String name = worker.map(WorkerInfo::name).orElse("with the epoch " + row.claimedBy());
    if (worker.filter(WorkerInfo::isAlive).isPresent()) {
      Duration usual = statistics.p95(row.type()).orElse(null);
      Instant unwritable =
          worker
              .flatMap(one -> situation.instances().unwritableSince(one, row.type()))
              .orElse(null);
      return Attempting.Running.of(
          name, row.attemptedAt(), row.attempts(), usual, unwritable, situation.now());
    }
    if (isOverdue(row, situation)) {
      return new Blocked.TimerOverdue(
          died(row, name).sentence(), row.dueAt(), situation.instances().sweptAt().orElse(null));
    }
    return died(row, name);
  }

  private static Reason died(RecordRow row, String worker) {
    return new Attempting.WorkerDied(
        row.attempts(),
        worker,
        row.attemptedAt(),
        null,
        TimedText.of(
            row.cause() == Cause.OUTCOME_UNKNOWN
                ? "The sweeper will give the record up, because its call may have been sent and must not be repeated."
                : "The sweeper will give the record to another worker."));
  }

  /** Whether the record's timer has been due for too long, or is due while no sweeper runs. */
  static boolean isOverdue(RecordRow row, Situation situation) {
    Instant due = row.dueAt();
    Duration patience = situation.instances().somebodySweeps() ? Need.OVERDUE : Duration.ZERO;
    return due != null
        && row.state() != State.SCHEDULED
        && due.plus(patience).isBefore(situation.now());
  }
}
