package io.asyncable.sweep;

import io.asyncable.statistics.Counters;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Sweeps all tables, so that one that cannot be swept stops no other, and counts what was done by
 * type.
 */
final class TableSweeps {

  /** One of the ways to sweep the records of some types of a table. */
  private interface Way {
    Map<ProcessType, Tally> sweep(AsyncTable table, List<ProcessType> types);
  }

  private final ProcessTypes types;
  private final SweepOfTable sweep;
  private final AbandonedClaims abandoned;
  private final Troubles troubles;
  private final Counters counters;
  private final MeterRegistry meters;

  /** Why a table could not be swept, for when all rest after that. */
  private @Nullable RuntimeException latestFailure;

  TableSweeps(
      ProcessTypes types,
      SweepOfTable sweep,
      AbandonedClaims abandoned,
      Troubles troubles,
      Counters counters,
      ObjectProvider<MeterRegistry> meters) {
    this.types = types;
    this.sweep = sweep;
    this.abandoned = abandoned;
    this.troubles = troubles;
    this.counters = counters;
    this.meters = meters.getIfAvailable(SimpleMeterRegistry::new);
  }

  /** Looks at what the dead left, and then at what is due. */
  Tally all() {
    abandoned.release();
    return each(sweep::of);
  }

  /** Looks at this worker's own claims only. */
  Tally allOwn() {
    return each(sweep::ownOf);
  }

  private Tally each(Way way) {
    List<Tally> tallies = new ArrayList<>();
    for (AsyncTable table : types.tables()) {
      table(table, way, tallies);
    }
    if (tallies.isEmpty() && !types.all().isEmpty()) {
      throw new IllegalStateException("No type could be swept", latestFailure);
    }
    return tallies.stream().reduce(Tally.NOTHING, Tally::plus);
  }

  /**
   * What fails for one type of a table fails for all that are swept with it. So those that have
   * failed are swept each by itself, until that succeeds.
   */
  private void table(AsyncTable table, Way way, List<Tally> tallies) {
    Map<Boolean, List<ProcessType>> byFailing =
        table.types().stream()
            .collect(
                Collectors.partitioningBy(type -> troubles.isFailing(Work.SWEEP, type.name())));
    types(table, byFailing.get(false), way, tallies);
    byFailing.get(true).forEach(type -> types(table, List.of(type), way, tallies));
  }

  private void types(AsyncTable table, List<ProcessType> swept, Way way, List<Tally> tallies) {
    if (!swept.isEmpty()) {
      List<String> names = swept.stream().map(ProcessType::name).toList();
      troubles.attempt(Work.SWEEP, names, () -> tallies.add(sweep(table, swept, way)));
    }
  }

  private Tally sweep(AsyncTable table, List<ProcessType> swept, Way way) {
    try {
      Map<ProcessType, Tally> tallies = way.sweep(table, swept);
      tallies.forEach(this::count);
      return tallies.values().stream().reduce(Tally.NOTHING, Tally::plus);
    } catch (RuntimeException failure) {
      latestFailure = failure;
      throw failure;
    }
  }

  private void count(ProcessType type, Tally tally) {
    tally.count(type.name(), meters);
    counters.lost(type.name(), tally.lost());
    counters.expired(type.name(), tally.expired());
  }
}
