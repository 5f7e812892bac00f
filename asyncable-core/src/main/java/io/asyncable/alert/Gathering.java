package io.asyncable.alert;

import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds expired records in the history, type by type, and has an alert stored for them. */
final class Gathering {

  private final ProcessTypes types;
  private final Policies policies;
  private final AlertRows rows;
  private final GatheringOfType gathering;
  private final Troubles troubles;
  private final EngineClock clock;

  Gathering(
      ProcessTypes types,
      Policies policies,
      AlertRows rows,
      GatheringOfType gathering,
      Troubles troubles,
      EngineClock clock) {
    this.types = types;
    this.policies = policies;
    this.rows = rows;
    this.gathering = gathering;
    this.troubles = troubles;
    this.clock = clock;
  }

  /** Returns how many expiries it found. */
  int gather() {
    Set<String> untold = new HashSet<>(rows.untold());
    AtomicInteger found = new AtomicInteger();
    types.all().stream()
        .filter(type -> untold.contains(type.name()))
        .forEach(
            type ->
                troubles.attempt(
                    Work.ALERT,
                    type.name(),
                    () -> found.addAndGet(gathering.gather(type.name(), policies.of(type)))));
    return found.get();
  }

  /** Whether it fails for any type. */
  boolean isFailing() {
    return troubles.isFailing(Work.ALERT);
  }

  /** Deletes alerts that have waited for longer; returns their number. */
  int forget(Duration kept) {
    return rows.forget(clock.instant().minus(kept));
  }
}
