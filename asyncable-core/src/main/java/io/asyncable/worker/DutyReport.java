package io.asyncable.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a duty is doing on one instance.
 *
 * @param interval the pause between two passes
 * @param ranAt when the latest pass began; null before the first pass has ended
 * @param took how long the latest pass took, failed or not; null before the first pass has ended
 * @param failedAt when a pass last failed; null if none has failed
 * @param failure the message of that failure; null if none has failed, and for readers who may not
 *     see it
 */
public record DutyReport(
    String name,
    Duration interval,
    @Nullable Instant ranAt,
    @Nullable Duration took,
    @Nullable Instant failedAt,
    @Nullable String failure) {

  static DutyReport before(String name, Duration interval) {
    return new DutyReport(name, interval, null, null, null, null);
  }

  DutyReport ran(Instant at, Duration took) {
    return new DutyReport(name, interval, at, took, failedAt, failure);
  }

  DutyReport failed(Instant at, String failure) {
    return new DutyReport(name, interval, ranAt, took, at, failure);
  }

  /**
   * The same report without the failure's message, which may name things that the reader may not
   * see.
   */
  public DutyReport wordless() {
    return new DutyReport(name, interval, ranAt, took, failedAt, null);
  }
}
