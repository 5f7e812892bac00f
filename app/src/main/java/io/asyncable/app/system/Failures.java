package io.asyncable.app.system;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Counts failures by name; a count begins with the first one and is forgotten some time later. */
final class Failures {

  /** Whoever is forgotten for want of room may try again, which the other count still limits. */
  private static final int REMEMBERED = 50_000;

  private static final int LONGEST_NAME = 100;

  private final Cache<String, Integer> counts;
  private final int limit;

  Failures(int limit, Duration within, Clock clock) {
    this.limit = limit;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfter(Expiry.<String, Integer>creating((name, count) -> within))
            .ticker(ticking(clock))
            .build();
  }

  private static Ticker ticking(Clock clock) {
    return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  /** How long the name has to wait, if it failed too often. */
  Optional<Duration> remaining(String name) {
    Integer count = counts.getIfPresent(key(name));
    return count == null || count < limit
        ? Optional.empty()
        : counts.policy().expireVariably().flatMap(expiry -> expiry.getExpiresAfter(key(name)));
  }

  /** Whether this failure is the one after which the name has to wait. */
  boolean add(String name) {
    return counts.asMap().merge(key(name), 1, Integer::sum) == limit;
  }

  void forget(String name) {
    counts.invalidate(key(name));
  }

  private static String key(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
