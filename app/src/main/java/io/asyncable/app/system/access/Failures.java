package io.asyncable.app.system.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Counts failures by name. A count begins with the first failure and is forgotten some time later.
 * A try in progress counts as failed until it succeeds.
 */
final class Failures {

  /** A name that is forgotten to save memory may try again; the other count still limits it. */
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

  static Ticker ticking(Clock clock) {
    return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  /** How long it takes until the name's failures are forgotten. */
  Duration remaining(String name) {
    return counts
        .policy()
        .expireVariably()
        .flatMap(expiry -> expiry.getExpiresAfter(key(name)))
        .orElse(Duration.ofSeconds(1));
  }

  /** Counts one more try if the limit allows it; otherwise the name has to wait. */
  boolean begin(String name) {
    if (counts.asMap().merge(key(name), 1, Integer::sum) <= limit) {
      return true;
    }
    forget(name, 1);
    return false;
  }

  /** Whether the name has to wait from now on. */
  boolean isSpent(String name) {
    return count(name) >= limit;
  }

  int count(String name) {
    return counts.asMap().getOrDefault(key(name), 0);
  }

  /** Subtracts tries that were not failures. */
  void forget(String name, int some) {
    counts
        .asMap()
        .computeIfPresent(
            key(name), (key, count) -> count > some ? Integer.valueOf(count - some) : null);
  }

  private static String key(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
