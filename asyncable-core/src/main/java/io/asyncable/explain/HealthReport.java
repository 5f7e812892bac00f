package io.asyncable.explain;

import io.asyncable.queue.Lane;
import io.asyncable.sweep.Tally;
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
 * @param lanes the unread messages in Kafka, of queues whose every type the user may see
 * @param types the waiting records in the database
 */
public record HealthReport(
    Instant at,
    List<Problem> problems,
    Kafka kafka,
    List<Instance> instances,
    List<LaneHealth> lanes,
    List<TypeHealth> types) {

  /** Something that is wrong, and what to do about it. */
  public record Problem(String what, String advice) {}

  /**
   * @param since since when it has answered, or not, as far as this instance knows
   * @param askedAt when it was last asked
   */
  public record Kafka(boolean reachable, @Nullable Instant since, @Nullable Instant askedAt) {}

  /**
   * @param clockOffset how far the database's clock is ahead; null before it was measured
   * @param lastSweep its sweeper's last pass; null without one
   * @param duties what it does in the background, as it told in the last few seconds; without the
   *     words of failures for those who may not see all types
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
   * @param did null for those who may not see all types
   */
  public record Sweep(Instant endedAt, Duration took, @Nullable Tally did) {}

  /**
   * @param messages that its consumers have not passed
   * @param oldest when the oldest of them was published
   * @param consumers living instances that consume the queue
   */
  public record LaneHealth(
      String queue, Lane lane, long messages, @Nullable Instant oldest, long consumers) {}

  /**
   * @param waiting records queued or to be retried
   * @param more whether there are more than that
   * @param oldest when the longest waiting of them became eligible
   */
  public record TypeHealth(
      String type, String queue, long waiting, boolean more, @Nullable Instant oldest) {}
}
