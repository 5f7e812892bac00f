package io.asyncable.health;

import io.asyncable.text.ErrorDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer of the database that is read again only after a while: after fifty times as long as the
 * reading took, at least 15 s and at most five minutes. So the more there is to read, the less
 * often it is read.
 */
final class PacedReading<T> {

  private static final Logger log = LoggerFactory.getLogger(PacedReading.class);
  private static final int TIMES = 50;
  private static final Duration SHORTEST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Supplier<T> source;
  private final Clock clock;
  private @Nullable T latest;
  private Instant goodUntil = Instant.MIN;

  PacedReading(Supplier<T> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The latest answer; empty if there was none. */
  synchronized Optional<T> get() {
    Instant now = clock.instant();
    if (!now.isBefore(goodUntil)) {
      latest = read();
      Instant ended = clock.instant();
      goodUntil = ended.plus(pause(Duration.between(now, ended)));
    }
    return Optional.ofNullable(latest);
  }

  private @Nullable T read() {
    try {
      return source.get();
    } catch (Throwable unreadable) {
      log.debug("Not read: {}", ErrorDetails.line(unreadable));
      return null;
    }
  }

  private static Duration pause(Duration took) {
    Duration grown = took.multipliedBy(TIMES);
    if (grown.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
  }
}
