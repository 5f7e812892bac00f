package io.asyncable.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a duty does on one instance.
 *
 * @param interval how long it rests between two passes
 * @param ranAt when its latest pass began; null before the first has ended
 * @param took how long that pass took, whether it failed or not; null before
 * @param failedAt when a pass failed the last time; null if none has
 * @param failure what that failure said; null if none has, and to whoever may not read it
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

  /** The same without what the failure said, which may name what not everybody may see. */
  public DutyReport wordless() {
    return new DutyReport(name, interval, ranAt, took, failedAt, null);
  }
}
