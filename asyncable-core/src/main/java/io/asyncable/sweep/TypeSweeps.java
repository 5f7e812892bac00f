package io.asyncable.sweep;

import io.asyncable.statistics.Counters;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Sweeps all types and counts what it did. A type that cannot be swept stops no other. */
final class TypeSweeps {

  private final ProcessTypes types;
  private final SweepOfType sweep;
  private final AbandonedClaims abandoned;
  private final Troubles troubles;
  private final Counters counters;
  private final MeterRegistry meters;

  /** Why a type could not be swept, for when all rest after that. */
  private @Nullable RuntimeException latestFailure;

  TypeSweeps(
      ProcessTypes types,
      SweepOfType sweep,
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

  /** Handles the claims of dead workers first, and then the due records. */
  Tally all() {
    abandoned.release();
    return each(sweep::of);
  }

  /** Looks at this worker's own claims only. */
  Tally allOwn() {
    return each(sweep::ownOf);
  }

  private Tally each(Function<ProcessType, Tally> way) {
    List<Tally> tallies = new ArrayList<>();
    for (ProcessType type : types.all()) {
      troubles.attempt(Work.SWEEP, type.name(), () -> tallies.add(sweep(type, way)));
    }
    if (tallies.isEmpty() && !types.all().isEmpty()) {
      throw new IllegalStateException("No type could be swept", latestFailure);
    }
    return tallies.stream().reduce(Tally.NOTHING, Tally::plus);
  }

  private Tally sweep(ProcessType type, Function<ProcessType, Tally> way) {
    try {
      return counted(type, way.apply(type));
    } catch (RuntimeException failure) {
      latestFailure = failure;
      throw failure;
    }
  }

  private Tally counted(ProcessType type, Tally tally) {
    tally.count(type.name(), meters);
    counters.lost(type.name(), tally.lost());
    counters.expired(type.name(), tally.expired());
    return tally;
  }
}
