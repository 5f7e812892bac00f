package io.asyncable.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. {@link TestClockConfiguration} makes the engine
 * go by it.
 *
 * <p>It begins with the present, in microseconds as PostgreSQL keeps them.
 */
public final class TestClock extends Clock {

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  /** Begins with the present. */
  public TestClock() {
    this(
        new AtomicReference<>(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS)),
        ZoneOffset.UTC);
  }

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Moves it to that time. */
  public void set(Instant time) {
    now.set(time.truncatedTo(ChronoUnit.MICROS));
  }

  /** Moves it on; returns the new time. */
  public Instant advance(Duration duration) {
    return now.updateAndGet(time -> time.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock seen from another zone: moving one moves both. */
  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
