package io.asyncable.sweep;

import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Look;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass over the due records of one table: looks for messages, judges, then publishes. */
final class SweepOfTable {

  private final Policies policies;
  private final Timers timers;
  private final Lookout lookout;
  private final Judgement judgement;
  private final Enforcement enforcement;
  private final EngineClock clock;

  SweepOfTable(
      Policies policies,
      Timers timers,
      Lookout lookout,
      Judgement judgement,
      Enforcement enforcement,
      EngineClock clock) {
    this.policies = policies;
    this.timers = timers;
    this.lookout = lookout;
    this.judgement = judgement;
    this.enforcement = enforcement;
    this.clock = clock;
  }

  /**
   * @param types those of the table whose records are looked at
   * @return what was done by type, without types of which nothing was due
   */
  Map<ProcessType, Tally> of(AsyncTable table, List<ProcessType> types) {
    if (!timers.anyDue(table, clock.instant())) {
      return Map.of();
    }
    // Asked before the rows are locked: nobody's row shall wait for Kafka.
    List<Sought> sought = lookout.soughtOf(types);
    if (sought.isEmpty()) {
      return Map.of();
    }
    Map<ProcessType, Tally> tallies = new LinkedHashMap<>();
    judgement
        .of(table, sought, clock)
        .forEach((type, verdicts) -> tallies.put(type, enforcement.of(type, verdicts)));
    return tallies;
  }

  /**
   * Looks at this worker's own claims only, which nobody else judges while it lives. What was lost
   * waits for whoever sweeps, unless it must not be repeated.
   */
  Map<ProcessType, Tally> ownOf(AsyncTable table, List<ProcessType> types) {
    List<Look> looks =
        types.stream().map(type -> new Look(type, policies.of(type).sweepLimit(), null)).toList();
    Map<ProcessType, Tally> tallies = new LinkedHashMap<>();
    judgement
        .ofOwn(table, looks, clock.instant())
        .forEach((type, verdicts) -> tallies.put(type, enforcement.of(type, verdicts)));
    return tallies;
  }
}
