package io.asyncable.web.record;

import io.asyncable.State;
import io.asyncable.move.Event;
import io.asyncable.move.History;
import io.asyncable.move.Submissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a record by submission, newest first. They come from its history and, for its
 * submission, running attempt and success, from its columns.
 */
final class Timeline {

  /**
   * The events of one submission.
   *
   * @param at when the submission became eligible
   * @param current whether it is the record's latest submission
   */
  record Submission(Instant at, boolean current, List<Happening> events) {}

  /**
   * One event.
   *
   * @param took how long the attempt took
   * @param said a person's reason, or the message of an error
   */
  record Happening(
      String what,
      Instant at,
      @Nullable Instant began,
      @Nullable Duration took,
      @Nullable String worker,
      @Nullable String actor,
      @Nullable String errorClass,
      @Nullable String said,
      @Nullable String stack) {

    static Happening of(String what, Instant at) {
      return new Happening(what, at, null, null, null, null, null, null, null);
    }
  }

  private static final String BEGUN = "Begun before its time";

  private final RecordDetail detail;
  private final Map<Instant, List<Happening>> bySubmission = new LinkedHashMap<>();

  private Timeline(RecordDetail detail) {
    this.detail = detail;
  }

  static List<Submission> of(RecordDetail detail) {
    return new Timeline(detail).submissions();
  }

  private List<Submission> submissions() {
    RecordLine line = detail.line();
    Instant current = line.lastSubmittedAt();
    if (current != null) {
      bySubmission.put(current, new ArrayList<>());
      addWhatColumnsTell(line, bySubmission.get(current));
    }
    detail.history().forEach(this::add);
    List<Submission> submissions = new ArrayList<>();
    bySubmission.forEach(
        (at, events) -> {
          // Events of a record that was never submitted have the time of the act instead.
          if (current != null) {
            events.add(beginning(at, events));
          }
          submissions.add(new Submission(at, at.equals(current), events));
        });
    return submissions;
  }

  /**
   * How the submission began. An event before its start time shows that it was scheduled. If
   * somebody began it early, its time is the time of that act, and it was submitted before.
   */
  private Happening beginning(Instant at, List<Happening> events) {
    RecordLine line = detail.line();
    Instant first = line.submittedAt();
    boolean begun = events.stream().anyMatch(event -> event.what().equals(BEGUN));
    if (begun && first != null && first.isBefore(at)) {
      return Happening.of("Submitted", first);
    }
    boolean ahead =
        line.state() == State.SCHEDULED && line.dueAt() != null && at.equals(line.lastSubmittedAt())
            || Stream.concat(
                    events.stream().map(Happening::at),
                    Stream.of(line.processedAt(), line.canceledAt()).filter(Objects::nonNull))
                .anyMatch(time -> time.isBefore(at));
    return Happening.of(ahead ? "Scheduled" : "Submitted", at);
  }

  private void addWhatColumnsTell(RecordLine line, List<Happening> events) {
    Instant began = line.attemptedAt();
    if (line.state() == State.RUNNING && began != null) {
      events.add(attempt("Attempt %d is running".formatted(line.attempts()), began, began, null));
    } else if (line.state() == State.PROCESSED && line.processedAt() != null && !wasMarked()) {
      events.add(
          began == null
              ? Happening.of("Processed", line.processedAt())
              : attempt(
                  "Processed by attempt %d".formatted(line.attempts()),
                  line.processedAt(),
                  began,
                  Duration.between(began, line.processedAt())));
    }
  }

  /** Whether a person, and not an attempt, concluded the current submission. */
  private boolean wasMarked() {
    return detail.history().stream()
        .anyMatch(
            entry ->
                entry.is(Event.MARKED_PROCESSED)
                    && entry.submission().equals(detail.line().lastSubmittedAt()));
  }

  private Happening attempt(String what, Instant at, Instant began, @Nullable Duration took) {
    return new Happening(what, at, began, took, workerOfLatest(), null, null, null, null);
  }

  private @Nullable String workerOfLatest() {
    return detail.worker() != null || detail.claimedBy() == null
        ? detail.worker()
        : "epoch " + detail.claimedBy();
  }

  private void add(History.Entry entry) {
    Instant began = entry.beganAt();
    bySubmission
        .computeIfAbsent(known(entry.submission()), at -> new ArrayList<>())
        .add(
            new Happening(
                what(entry),
                entry.occurredAt(),
                began,
                began == null ? null : Duration.between(began, entry.occurredAt()),
                entry.workerName() != null || entry.worker() == null
                    ? entry.workerName()
                    : "epoch " + entry.worker(),
                entry.actor(),
                entry.errorClass(),
                entry.message(),
                entry.stack()));
  }

  /** What happened while the record waited for others stands with when it was submitted. */
  private Instant known(Instant submission) {
    Instant first = detail.line().submittedAt();
    return submission.isAfter(Submissions.LATEST) && first != null ? first : submission;
  }

  private static String what(History.Entry entry) {
    return Event.of(entry.event())
        .map(event -> what(event, entry.attempt()))
        .orElseGet(() -> capitalized(entry.event()));
  }

  private static String what(Event event, int attempt) {
    return switch (event) {
      case FAILED -> "Attempt %d failed".formatted(attempt);
      case LOST -> "Attempt %d was lost".formatted(attempt);
      case POSTPONED -> "Attempt %d was postponed".formatted(attempt);
      case EXPIRED -> "The engine gave up";
      case RETRIED_NOW -> "Made due at once";
      case BEGUN_NOW -> BEGUN;
      case CANCELED, RESTARTED, MARKED_PROCESSED, ERROR_UPDATED, ERROR_CLEARED ->
          capitalized(event.word());
    };
  }

  private static String capitalized(String word) {
    String words = word.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
