package io.asyncable.health;

import io.asyncable.State;
import io.asyncable.search.RecordList;
import io.asyncable.search.RecordList.CountSince;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.KnownWorkers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of waiting records and of workers: {@code asyncable.records} and {@code
 * asyncable.oldest.seconds} by type and state, {@code asyncable.workers}. They are read from the
 * database only from time to time, however often they are scraped. A reading looks at all waiting
 * records of a type, so the more records wait, the less often it happens. The value is NaN while
 * the database cannot be asked; a type that cannot be read does not affect the others.
 */
final class BacklogGauges implements MeterBinder {

  private static final Set<State> STATES =
      EnumSet.of(State.SCHEDULED, State.QUEUED, State.RUNNING, State.RETRYING, State.EXPIRED);

  private final Map<String, PacedReading<Map<State, CountSince>>> backlogs = new TreeMap<>();
  private final PacedReading<Long> workers;
  private final EngineClock clock;

  BacklogGauges(ProcessTypes types, RecordList records, KnownWorkers workers, EngineClock clock) {
    types
        .all()
        .forEach(
            type ->
                backlogs.put(
                    type.name(),
                    new PacedReading<>(() -> records.backlog(type, clock.instant()), clock)));
    this.workers = new PacedReading<>(() -> alive(workers), clock);
    this.clock = clock;
  }

  private static long alive(KnownWorkers workers) {
    return workers.all().stream().filter(one -> one.deadAt() == null).count();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String type : backlogs.keySet()) {
      for (State state : STATES) {
        Tags tags = Tags.of("type", type, "state", state.name().toLowerCase(Locale.ROOT));
        Gauge.builder("asyncable.records", this, gauges -> gauges.records(type, state))
            .description("Submitted records that are not concluded")
            .tags(tags)
            .register(registry);
        Gauge.builder("asyncable.oldest.seconds", this, gauges -> gauges.oldest(type, state))
            .description("Time since the oldest of these records became eligible")
            .tags(tags)
            .register(registry);
      }
    }
    Gauge.builder("asyncable.workers", this, gauges -> gauges.workers())
        .description("Living workers")
        .register(registry);
  }

  private double records(String type, State state) {
    return number(type, state, CountSince::records);
  }

  private double oldest(String type, State state) {
    return number(
        type,
        state,
        waiting ->
            Math.max(0, Duration.between(waiting.oldest(), clock.instant()).toMillis() / 1000.0));
  }

  private double number(String type, State state, ToDoubleFunction<CountSince> wanted) {
    return Objects.requireNonNull(backlogs.get(type))
        .get()
        .map(backlog -> backlog.containsKey(state) ? wanted.applyAsDouble(backlog.get(state)) : 0)
        .orElse(Double.NaN);
  }

  private double workers() {
    return workers.get().map(Long::doubleValue).orElse(Double.NaN);
  }
}
