package io.asyncable.explain;

import io.asyncable.guard.LimitRows;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.QueuePauses;
import io.asyncable.sweep.SweepRows;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.TroubleRows;
import java.time.Clock;

/**
 * Reads the circumstances of records, by a few small statements however many records a page has.
 */
record Situations(
    KnownWorkers workers,
    QueueConsumers consumers,
    SweepRows sweeps,
    OpenBreakers breakers,
    LimitRows limits,
    QueuePauses pauses,
    TroubleRows troubles,
    KafkaWatch kafka,
    Clock clock) {

  Situation now() {
    return new Situation(
        clock.instant(),
        workers.all(),
        consumers.all(),
        sweeps.all(),
        breakers.all(),
        limits.all(),
        pauses.all(),
        troubles.all(),
        kafka.view());
  }
}
