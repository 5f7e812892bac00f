package io.asyncable.statistics;

import io.asyncable.move.Claimed;
import io.asyncable.type.Policies;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts in memory how attempts end. {@link StatisticsWriter} writes the counts every few seconds.
 * Counts that a crash catches unwritten are missing from the statistics, and from nothing else.
 */
public final class Counters {

  private final Map<String, Adders> byType = new ConcurrentHashMap<>();
  private final Policies policies;
  private final EngineClock clock;

  Counters(Policies policies, EngineClock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  /** The attempt's record was processed just now. */
  public void processed(Claimed attempt, Duration run) {
    Duration age = Duration.between(attempt.submission(), clock.instant());
    boolean inWindow = age.compareTo(policies.of(attempt.type()).window()) <= 0;
    of(attempt.type().name()).processed(age, inWindow, run);
  }

  /** The attempt failed, so its run time says nothing about how long the work takes. */
  public void failed(Claimed attempt) {
    of(attempt.type().name()).failed();
  }

  /** Attempts of the type were found lost. */
  public void lost(String type, int attempts) {
    if (attempts > 0) {
      of(type).lost(attempts);
    }
  }

  /** Records of the type were given up. */
  public void expired(String type, int records) {
    if (records > 0) {
      of(type).expired(records);
    }
  }

  private Adders of(String type) {
    return byType.computeIfAbsent(type, name -> new Adders());
  }

  /** Takes the counts since the last time, by type name in order. */
  Map<String, Counted> take() {
    Map<String, Counted> taken = new TreeMap<>();
    byType.forEach((type, adders) -> taken.put(type, adders.take()));
    taken.values().removeIf(Counted::isNothing);
    return taken;
  }

  /** Gives back counts that could not be written. */
  void giveBack(Map<String, Counted> taken) {
    taken.forEach((type, counted) -> of(type).add(counted));
  }
}
