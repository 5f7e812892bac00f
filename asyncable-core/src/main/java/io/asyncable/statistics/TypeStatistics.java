package io.asyncable.statistics;

import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many records of each type all workers processed, and how long that took. The figures are a
 * few seconds old and lack what a crashed worker had not written. Minutes are kept for two days,
 * hours for a month.
 */
public final class TypeStatistics {

  private static final Duration RUNS_OF = Duration.ofHours(24);
  private static final Duration LATELY = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final StatisticsRows rows;
  private final EngineClock clock;
  private final Remembered<String, Runs> runs;

  TypeStatistics(StatisticsRows rows, EngineClock clock) {
    this.rows = rows;
    this.clock = clock;
    this.runs = new Remembered<>(this::readRuns, clock);
  }

  /** The counts of one step of a series. */
  public record Step(Instant from, Counted counted) {}

  /** How many records were processed and how many attempts failed in a minute. */
  public record Rate(Instant from, long processed, long failed) {}

  /** How long attempts of a type ran. */
  private record Runs(Optional<Duration> p95, Optional<Duration> lately) {}

  /**
   * How long 95 of 100 attempts of the type that succeeded ran at most, of the last day; empty
   * without any.
   */
  public Optional<Duration> p95(ProcessType type) {
    return runs.get(type.name()).value().p95();
  }

  /**
   * How long attempts of the type that succeeded ran on average, in the latest minute of the last
   * hour that had any, or else in the latest hour of the last day; empty without any.
   */
  public Optional<Duration> meanLately(ProcessType type) {
    return runs.get(type.name()).value().lately();
  }

  /**
   * The counts since then, step by step up to now, including empty steps.
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

  /** What these types did together in each minute of the last hour, the present one included. */
  public List<Rate> lastHour(Collection<ProcessType> types) {
    Instant last = Period.MINUTE.begin(clock.instant());
    Instant first = last.minus(LATELY).plus(MINUTE);
    Map<Instant, Rate> found =
        types.isEmpty()
            ? Map.of()
            : rows.minutes(types.stream().map(ProcessType::name).toList(), first);
    return Stream.iterate(first, minute -> !minute.isAfter(last), minute -> minute.plus(MINUTE))
        .map(minute -> found.getOrDefault(minute, new Rate(minute, 0, 0)))
        .toList();
  }

  private Runs readRuns(String type) {
    List<Histogram> hours = runs(type, Period.HOUR, RUNS_OF);
    List<Histogram> minutes = runs(type, Period.MINUTE, LATELY);
    return new Runs(
        hours.stream().reduce(Histogram::plus).flatMap(all -> all.quantile(0.95)),
        Stream.concat(hours.stream(), minutes.stream())
            .reduce((earlier, later) -> later)
            .flatMap(Histogram::mean));
  }

  private List<Histogram> runs(String type, Period period, Duration back) {
    return rows.read(type, period, clock.instant().minus(back)).stream()
        .map(row -> row.counted().runs())
        .filter(ran -> ran.count() > 0)
        .toList();
  }
}
