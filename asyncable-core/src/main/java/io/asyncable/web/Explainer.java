package io.asyncable.web;

import static io.asyncable.web.Times.text;

import io.asyncable.record.ErrorDetails;
import io.asyncable.record.Policies;
import io.asyncable.record.Policy;
import io.asyncable.record.RecordRow;
import io.asyncable.worker.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says from facts why a record is where it is and what happens next. */
final class Explainer {

  /** A timer that came so long ago says that nobody looks at timers. */
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private static final String SWEEPER_AWAY =
      "No sweeper looks at it: its timer came at %s. Start an instance with the role sweeper.";

  private final Policies policies;

  Explainer(Policies policies) {
    this.policies = policies;
  }

  Explanation explain(RecordRow row, Situation situation) {
    return switch (row.state()) {
      case NOT_SUBMITTED -> notSubmitted(row);
      case SCHEDULED ->
          new Explanation(
              "Scheduled for " + text(row.lastSubmittedAt()) + ".", "It is queued at that time.");
      case QUEUED -> waiting(row, situation, "Queued since " + text(row.lastSubmittedAt()) + ".");
      case RUNNING -> running(row, situation);
      case RETRYING -> waiting(row, situation, lastAttempt(row));
      case EXPIRED -> expired(row);
      case PROCESSED -> done("Processed at " + text(row.processedAt()) + ".");
      case CANCELED -> done("Canceled at " + text(row.canceledAt()) + ".");
    };
  }

  private static Explanation done(String sentence) {
    return new Explanation(sentence, "Nothing; it is concluded.");
  }

  private static Explanation notSubmitted(RecordRow row) {
    return row.attemptedAt() == null
        ? new Explanation("It was not submitted.", "Nothing until it is submitted.")
        : new Explanation(
            "It was attempted at %s without being submitted: something other than the engine wrote that."
                .formatted(text(row.attemptedAt())),
            "Nothing by itself. Submit it or cancel it.");
  }

  private static String lastAttempt(RecordRow row) {
    String error = String.valueOf(row.error());
    if (ErrorWords.isEngines(error)) {
      return error + ".";
    } else if (error.startsWith(ErrorDetails.POSTPONED)) {
      return "Attempt %d was put off by its handler.".formatted(row.attempts());
    } else {
      return "Attempt %d failed with %s.".formatted(row.attempts(), ErrorWords.firstToken(error));
    }
  }

  private Explanation waiting(RecordRow row, Situation situation, String since) {
    Instant due = row.dueAt();
    Optional<OpenBreaker> breaker = situation.breaker(services(row));
    if (breaker.isPresent()) {
      return held(breaker.get(), since);
    } else if (!situation.kafkaReachable()) {
      return new Explanation(
          since + " Kafka does not answer.", "It goes on by itself once Kafka answers.");
    } else if (due != null && due.plus(OVERDUE).isBefore(situation.now())) {
      return new Explanation(
          since + " " + SWEEPER_AWAY.formatted(text(due)), "Nothing until then.");
    } else if (!situation.anybodyLives()) {
      return new Explanation(since + " No worker is alive.", "It goes on once a worker starts.");
    } else if (row.attempts() == 0) {
      return new Explanation(since, "The next free worker begins it" + limit(row) + ".");
    } else if (due != null && due.isAfter(situation.now())) {
      return new Explanation(
          since,
          "Attempt %d follows at %s%s.".formatted(row.attempts() + 1, text(due), limit(row)));
    } else {
      return new Explanation(
          since, "Attempt %d is due and follows at once.".formatted(row.attempts() + 1));
    }
  }

  private List<String> services(RecordRow row) {
    Policy policy = policies.of(row.type());
    return Stream.concat(policy.services().stream(), Stream.of(row.type().name())).toList();
  }

  private String limit(RecordRow row) {
    return row.lastSubmittedAt() == null
        ? ""
        : "; the engine gives up at "
            + text(row.lastSubmittedAt().plus(policies.of(row.type()).window()));
  }

  private static Explanation held(OpenBreaker breaker, String since) {
    String held =
        "%s Held by the circuit breaker %s, %s since %s."
            .formatted(
                since, breaker.service(), breaker.state().replace('_', '-'), text(breaker.since()));
    return new Explanation(
        held,
        breaker.probeAt() != null
            ? "The breaker lets the next probe through at " + text(breaker.probeAt()) + "."
            : breaker.state().equals("half_open")
                ? "Released little by little while the breaker's probes succeed."
                : "Nothing until somebody lets the breaker go.");
  }

  private static Explanation running(RecordRow row, Situation situation) {
    Optional<WorkerInfo> worker = Optional.ofNullable(row.claimedBy()).flatMap(situation::worker);
    String name = worker.map(WorkerInfo::name).orElse("with the epoch " + row.claimedBy());
    if (worker.isPresent() && worker.get().deadAt() == null) {
      return new Explanation(
          "Running on worker %s since %s (attempt %d)."
              .formatted(name, text(row.attemptedAt()), row.attempts()),
          "It is processed, or tried again, when the attempt ends.");
    }
    String lost =
        "Attempt %d began at %s on worker %s, which is dead."
            .formatted(row.attempts(), text(row.attemptedAt()), name);
    Instant due = row.dueAt();
    return due != null && due.plus(OVERDUE).isBefore(situation.now())
        ? new Explanation(lost + " " + SWEEPER_AWAY.formatted(text(due)), "Nothing until then.")
        : new Explanation(lost, "The sweeper gives it to another worker.");
  }

  private static Explanation expired(RecordRow row) {
    String error = String.valueOf(row.error());
    String reason = ErrorWords.gaveUp(error).map(why -> ": " + why).orElse("");
    String last =
        row.attempts() == 0
            ? "It was never attempted."
            : "Attempt %d ended with %s.".formatted(row.attempts(), ErrorWords.firstToken(error));
    return new Explanation(
        "The engine gave up%s. %s".formatted(reason, last),
        "Nothing by itself. Restart it or cancel it.");
  }
}
