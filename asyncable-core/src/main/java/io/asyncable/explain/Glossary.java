package io.asyncable.explain;

import io.asyncable.move.Cause;
import java.util.Arrays;
import java.util.List;

/** The reasons why records are in their states, as people call them, and what each means. */
public final class Glossary {

  /**
   * A reason.
   *
   * @param word for programs
   * @param title as people call it
   * @param meaning in sentences
   */
  public record Term(String word, String title, String meaning) {}

  private static final List<Term> TERMS =
      Arrays.stream(Cause.values()).map(Glossary::term).toList();

  private Glossary() {}

  /** All reasons. */
  public static List<Term> terms() {
    return TERMS;
  }

  /** How people call the reason with this word; the word itself if it is unknown. */
  public static String title(String word) {
    return Cause.of(word).map(cause -> TERMS.get(cause.ordinal()).title()).orElse(word);
  }

  private static Term term(Cause cause) {
    return switch (cause) {
      case RUNNING -> of(cause, "running", "A worker runs an attempt of the record.");
      case QUEUED ->
          of(cause, "queued", "The record waits for a free worker to begin its first attempt.");
      case SCHEDULED ->
          of(cause, "scheduled", "The record was submitted for a time that has not come yet.");
      case WAITS_FOR_JOBS ->
          of(
              cause,
              "waits for other jobs",
              "The job begins when the jobs and batches that it waits for have ended.");
      case RETRYING ->
          of(
              cause,
              "retrying",
              "The latest attempt failed, was lost or was postponed. Another attempt follows by itself.");
      case QUEUE_PAUSED ->
          of(
              cause,
              "queue paused",
              "A person has paused the queue. No attempt begins until somebody resumes the queue.");
      case HELD ->
          of(
              cause,
              "waiting for a service (breaker open)",
              "The record needs a service that has failed too often. Its circuit breaker is open, so no attempt begins until a probe of the service succeeds.");
      case KAFKA_UNREACHABLE ->
          of(
              cause,
              "Kafka unreachable",
              "Kafka does not answer. The record continues by itself once Kafka answers.");
      case NOBODY_CONSUMES ->
          of(
              cause,
              "no worker consumes the queue",
              "No living instance takes records from this queue. Start a worker that does.");
      case CONSUMING_FAILS ->
          of(
              cause,
              "workers cannot read the queue",
              "Every worker of this queue fails to take messages from Kafka.");
      case RATE_LIMITED ->
          of(
              cause,
              "rate limit reached",
              "A service accepts only so many calls in a time. The record waits for its turn.");
      case BULKHEAD_FULL ->
          of(
              cause,
              "too many at once",
              "A service accepts only so many calls at the same time. The record waits until one of them ends.");
      case TIMER_OVERDUE ->
          of(
              cause,
              "no sweeper is running",
              "The record is due, but no sweeper has looked at it. Start an instance with the role sweeper, or restart one that makes no progress.");
      case WORKER_DIED ->
          of(
              cause,
              "worker died",
              "The worker died during the latest attempt. A sweeper takes the record back and another attempt follows.");
      case EXPIRED_WINDOW ->
          of(
              cause,
              "window over",
              "The engine gave up, because the record was tried for as long as its type allows.");
      case EXPIRED_ATTEMPTS ->
          of(
              cause,
              "attempts exhausted",
              "The engine gave up, because the record failed as often as its type allows.");
      case EXPIRED_PERMANENT ->
          of(
              cause,
              "permanent failure",
              "The engine gave up, because the handler said that no further attempt can succeed.");
      case PAYLOAD_UNREADABLE ->
          of(
              cause,
              "payload unreadable",
              "The engine gave up, because this version of the application cannot read the job's payload.");
      case QUARANTINED ->
          of(
              cause,
              "quarantined",
              "The engine gave up, because the record was lost with its worker again and again. It may have killed these workers.");
      case OUTCOME_UNKNOWN ->
          of(
              cause,
              "outcome unknown",
              "The call was sent; its outcome is not known, and repeating it may do harm. The engine gave up, so that a person can find out whether the call took effect, and mark the record processed or restart it.");
      case EXPIRED ->
          of(cause, "expired", "The record expired, and the engine does not know the reason.");
      case NEVER_SUBMITTED ->
          of(
              cause,
              "attempted without being submitted",
              "Something other than the engine wrote the record.");
      case NOT_PUBLISHED ->
          of(
              cause,
              "not published",
              "No message of the record is on its way. The sweeper publishes it again.");
      case FAILED -> of(cause, "failed", "The latest attempt ended with an exception.");
      case POSTPONED -> of(cause, "postponed", "The handler put the record off to a later time.");
      case GIVEN_BACK ->
          of(cause, "given back", "The worker stopped before the attempt began or ended.");
      case LOST -> of(cause, "lost", "The worker lives, but does not have the attempt.");
      case OVERRAN -> of(cause, "overran", "The attempt was still running after a whole window.");
      case NOT_SUBMITTED -> of(cause, "not submitted", "Nobody has submitted the record.");
      case PROCESSED ->
          of(cause, "processed", "The work is done, or a person marked the record processed.");
      case CANCELED ->
          of(cause, "canceled", "A person, the application or the handler canceled the record.");
    };
  }

  private static Term of(Cause cause, String title, String meaning) {
    return new Term(cause.word(), title, meaning);
  }
}
