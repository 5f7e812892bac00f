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

  private final Clock local;
  private volatile Duration offset = Duration.ZERO;

  /** Corrects this clock. */
  public EngineClock(Clock local) {
    this.local = local;
  }

  /** Takes over the database's time, read between these two local times. */
  void synchronize(Instant before, Instant database, Instant after) {
    Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
    offset = Duration.between(middle, database);
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
    return new EngineClock(local.withZone(zone));
  }
}
