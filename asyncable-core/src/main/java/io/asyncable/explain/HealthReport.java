package io.asyncable.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.asyncable.move.Cause;
import io.asyncable.queue.Lane;
import io.asyncable.sweep.Tally;
import io.asyncable.text.TimedText;
import io.asyncable.worker.DutyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's health.
 *
 * @param at the time of the report
 * @param problems what is wrong and what to do; empty if all is well
 * @param kafka whether Kafka answers this instance
 * @param instances the living instances
 * @param lanes the unread messages in Kafka, for queues of which the user may see every type
 * @param types the waiting records in the database
 */
public record HealthReport(
    Instant at,
    List<Problem> problems,
    Kafka kafka,
    List<Instance> instances,
    List<LaneHealth> lanes,
    List<TypeHealth> types) {

  /**
   * Something that is wrong, and what to do about it.
   *
   * @param kind what kind of problem it is
   * @param about the name of the queue or service; null if it is about neither
   * @param brief what is wrong in one short line
   */
  public record Problem(
      TimedText what,
      String advice,
      @JsonIgnore Kind kind,
      @JsonIgnore @Nullable String about,
      @JsonIgnore TimedText brief) {}

  /** What can be wrong. */
  public enum Kind {
    KAFKA(Cause.KAFKA_UNREACHABLE),
    QUEUE_PAUSED(Cause.QUEUE_PAUSED),
    NOBODY_CONSUMES(Cause.NOBODY_CONSUMES),
    BACKLOG(null),
    TROUBLE(null),
    SWEEPER(Cause.TIMER_OVERDUE),
    CLOCK(null),
    BREAKER(Cause.HELD),
    VERSIONS(null);

    private final @Nullable Cause cause;

    Kind(@Nullable Cause cause) {
      this.cause = cause;
    }

    /** The cause by which a list finds the records that it holds; null if none does. */
    public @Nullable Cause cause() {
      return cause;
    }

    /** Whether records cannot go on before it ends. */
    public boolean holdsRecords() {
      return this != CLOCK && this != VERSIONS;
    }
  }

  /**
   * Whether Kafka answers.
   *
   * @param since since when Kafka has answered, or has not answered, as far as this instance knows
   * @param askedAt when this instance last asked
   */
  public record Kafka(boolean reachable, @Nullable Instant since, @Nullable Instant askedAt) {}

  /**
   * An instance.
   *
   * @param clockOffset how far the database's clock is ahead of this instance's; null before the
   *     first measurement
   * @param lastSweep the latest pass of its sweeper; null if there is none
   * @param duties its background passes, as it reported them in the last few seconds; without the
   *     messages of failures for users who may not see all types
   */
  public record Instance(
      long epoch,
      String name,
      Instant startedAt,
      Instant seenAt,
      List<String> roles,
      List<String> queues,
      @Nullable String version,
      @Nullable Duration clockOffset,
      @Nullable Sweep lastSweep,
      List<DutyReport> duties) {}

  /**
   * A pass of a sweeper.
   *
   * @param did what the pass did; null for users who may not see all types
   */
  public record Sweep(Instant endedAt, Duration took, @Nullable Tally did) {}

  /**
   * A lane of a queue in Kafka.
   *
   * @param messages the number of messages that the consumers have not read yet
   * @param oldest when the oldest of these messages was published
   * @param consumers the number of living instances that consume the queue
   */
  public record LaneHealth(
      String queue, Lane lane, long messages, @Nullable Instant oldest, long consumers) {}

  /**
   * The waiting records of a type.
   *
   * @param waiting the number of queued and retrying records
   * @param more whether there are more than that
   * @param oldest since when the longest waiting record has been eligible
   */
  public record TypeHealth(
      String type, String queue, long waiting, boolean more, @Nullable Instant oldest) {}
}
