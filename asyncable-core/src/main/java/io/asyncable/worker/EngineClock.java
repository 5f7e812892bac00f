package io.asyncable.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The engine's time: the local clock corrected by its offset from the database's, in microseconds
 * as PostgreSQL keeps them. So instances with skewed clocks agree.
 */
public final class EngineClock extends Clock {

  private static final Duration LONGEST_READING = Duration.ofMillis(500);

  private final Clock local;
  private final boolean corrected;
  private volatile Duration offset = Duration.ZERO;
  private volatile boolean measured;

  /** Corrects this clock. */
  public EngineClock(Clock local) {
    this(local, true);
  }

  private EngineClock(Clock local, boolean corrected) {
    this.local = local;
    this.corrected = corrected;
  }

  /** Goes by this clock alone, whatever the database's says: for a clock that a test sets. */
  public static EngineClock goingBy(Clock clock) {
    return new EngineClock(clock, false);
  }

  /**
   * Takes over the database's time, read between these two local times; not where that took so long
   * that nobody knows when in between it was read, unless nothing better is known.
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
