package io.asyncable.health;

import io.asyncable.State;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordList.Waiting;
import io.asyncable.worker.KnownWorkers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits and who works: {@code asyncable.records} and {@code asyncable.oldest.seconds} by type
 * and state, {@code asyncable.workers}. Read from the database at most every 15 s, however often
 * they are scraped; not a number while it cannot be asked.
 */
final class BacklogGauges implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(BacklogGauges.class);
  private static final Duration AGE = Duration.ofSeconds(15);
  private static final Set<State> STATES =
      EnumSet.of(State.SCHEDULED, State.QUEUED, State.RUNNING, State.RETRYING, State.EXPIRED);

  /** What the database said at a time; empty of all if it did not answer. */
  private record Reading(
      Instant time, Map<String, Map<State, Waiting>> backlog, @Nullable Long workers) {}

  private final ProcessTypes types;
  private final RecordList records;
  private final KnownWorkers workers;
  private final Clock clock;
  private @Nullable Reading latest;

  BacklogGauges(ProcessTypes types, RecordList records, KnownWorkers workers, Clock clock) {
    this.types = types;
    this.records = records;
    this.workers = workers;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ProcessType type : types.all()) {
      for (State state : STATES) {
        Tags tags = Tags.of("type", type.name(), "state", state.name().toLowerCase(Locale.ROOT));
        Gauge.builder("asyncable.records", this, gauges -> gauges.records(type, state))
            .description("Records submitted and not concluded")
            .tags(tags)
            .register(registry);
        Gauge.builder("asyncable.oldest.seconds", this, gauges -> gauges.oldest(type, state))
            .description("Time since the oldest of them became eligible")
            .tags(tags)
            .register(registry);
      }
    }
    Gauge.builder("asyncable.workers", this, BacklogGauges::workers)
        .description("Living workers")
        .register(registry);
  }

  private double records(ProcessType type, State state) {
    Map<State, Waiting> backlog = reading().backlog().get(type.name());
    if (backlog == null) {
      return Double.NaN;
    }
    return backlog.containsKey(state) ? backlog.get(state).records() : 0;
  }

  private double oldest(ProcessType type, State state) {
    Map<State, Waiting> backlog = reading().backlog().get(type.name());
    if (backlog == null) {
      return Double.NaN;
    }
    Waiting waiting = backlog.get(state);
    return waiting == null
        ? 0
        : Math.max(0, Duration.between(waiting.oldest(), clock.instant()).toMillis() / 1000.0);
  }

  private double workers() {
    Long workers = reading().workers();
    return workers == null ? Double.NaN : workers;
  }

  private synchronized Reading reading() {
    Instant now = clock.instant();
    Reading known = latest;
    if (known == null || !known.time().plus(AGE).isAfter(now)) {
      known = read(now);
      latest = known;
    }
    return known;
  }

  private Reading read(Instant now) {
    Map<String, Map<State, Waiting>> backlog = new HashMap<>();
    for (ProcessType type : types.all()) {
      known(() -> records.backlog(type, now)).ifPresent(read -> backlog.put(type.name(), read));
    }
    return new Reading(now, backlog, known(this::alive).orElse(null));
  }

  /** One type that cannot be read, be its table locked, leaves the others' numbers. */
  private static <T> Optional<T> known(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (RuntimeException unreadable) {
      log.debug("The backlog could not be read: {}", unreadable.toString());
      return Optional.empty();
    }
  }

  private long alive() {
    return workers.all().stream().filter(one -> one.deadAt() == null).count();
  }
}
