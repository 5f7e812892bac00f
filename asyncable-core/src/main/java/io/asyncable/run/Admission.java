package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks a guard for a permission for each reference, and parks the refused ones. */
final class Admission {

  private final Timers timers;
  private final EngineClock clock;
  private final Patience patience;

  Admission(Timers timers, Troubles troubles, EngineClock clock) {
    this.timers = timers;
    this.clock = clock;
    this.patience = Claiming.patience(troubles);
  }

  /** The references for which the guard gave a permission. */
  List<Reference> admit(ProcessType type, List<Reference> references, Guard guard) {
    List<Reference> admitted = new ArrayList<>(references.size());
    List<Timer> parked = new ArrayList<>();
    Instant now = clock.instant();
    try {
      for (Reference reference : references) {
        guard
            .enter(now)
            .ifPresentOrElse(
                wait -> parked.add(new Timer(reference, now.plus(wait))),
                () -> admitted.add(reference));
      }
      park(type, parked);
    } catch (Throwable failure) {
      admitted.forEach(permitted -> guard.release());
      throw failure;
    }
    return admitted;
  }

  private void park(ProcessType type, List<Timer> parked) {
    if (!parked.isEmpty()) {
      List<Timer> ramped = Dispatcher.ramp(parked);
      patience.untilWritten("parked records", () -> timers.park(type, ramped));
    }
  }
}
