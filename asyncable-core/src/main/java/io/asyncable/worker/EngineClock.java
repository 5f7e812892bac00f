package io.asyncable.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The engine's clock: the local clock plus its offset from the database's clock, in microseconds as
 * PostgreSQL stores them. Instances with different clocks thus agree on the time.
 */
public final class EngineClock extends Clock {

  private static final Duration LONGEST_READING = Duration.ofMillis(500);

  private final Clock local;
  private final boolean corrected;
  private volatile Duration offset = Duration.ZERO;
  private volatile boolean measured;

  /** Corrects this local clock by the offset. */
  public EngineClock(Clock local) {
    this(local, true);
  }

  private EngineClock(Clock local, boolean corrected) {
    this.local = local;
    this.corrected = corrected;
  }

  /** A clock without correction, for tests that set the time. */
  public static EngineClock goingBy(Clock clock) {
    return new EngineClock(clock, false);
  }

  /**
   * Measures the offset from the database's time, which was read between these two local times. A
   * reading that took longer than 500 ms is too inexact: it counts only if there is no other.
   */
  void synchronize(Instant before, Instant database, Instant after) {
    Duration took = Duration.between(before, after);
    if (corrected && (!measured || took.compareTo(LONGEST_READING) <= 0)) {
      offset = Duration.between(before.plus(took.dividedBy(2)), database);
      measured = true;
    }
  }

  Instant local() {
    return local.instant();
  }

  /** How far the database's clock is ahead of the local one. */
  public Duration offset() {
    return offset;
  }

  @Override
  public Instant instant() {
    return local.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return local.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new EngineClock(local.withZone(zone), corrected);
  }
}
