package io.asyncable.statistics;

import io.asyncable.record.ProcessType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was processed of each type, and how long it took, of all workers together. It lags a few
 * seconds behind and lacks what a crashed worker had not written; minutes are kept for two days,
 * hours for a month.
 */
public final class TypeStatistics {

  private static final Duration RUNS_OF = Duration.ofHours(24);

  private final StatisticsRows rows;
  private final Clock clock;
  private final Remembered<String, Optional<Duration>> p95;

  TypeStatistics(StatisticsRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    this.p95 = new Remembered<>(this::readP95, clock);
  }

  /** What was counted in one step of a series. */
  public record Step(Instant from, Counted counted) {}

  /** How long 95 of 100 attempts of the type ran at most, of the last day; empty without any. */
  public Optional<Duration> p95(ProcessType type) {
    return p95.get(type.name()).value();
  }

  /**
   * What was counted since then, step by step up to now; steps without anything are there too.
   *
   * @param step whole minutes below an hour, or whole hours
   */
  public List<Step> series(ProcessType type, Instant since, Duration step) {
    Period period = Period.of(step);
    List<Step> steps = new ArrayList<>();
    Instant now = clock.instant();
    for (Instant from = period.begin(since); !from.isAfter(now); from = from.plus(step)) {
      steps.add(new Step(from, Counted.NOTHING));
    }
    if (!steps.isEmpty()) {
      Instant begin = steps.get(0).from();
      for (StatisticsRows.Row row : rows.read(type.name(), period, begin)) {
        long index = Duration.between(begin, row.at()).dividedBy(step);
        int last = (int) Math.min(index, steps.size() - 1);
        steps.set(
            last, new Step(steps.get(last).from(), steps.get(last).counted().plus(row.counted())));
      }
    }
    return steps;
  }

  private Optional<Duration> readP95(String type) {
    return rows.read(type, Period.HOUR, clock.instant().minus(RUNS_OF)).stream()
        .map(row -> row.counted().runs())
        .reduce(Histogram::plus)
        .flatMap(runs -> runs.quantile(0.95));
  }
}
