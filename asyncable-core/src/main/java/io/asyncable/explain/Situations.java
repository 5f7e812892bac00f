package io.asyncable.explain;

import io.asyncable.dispatch.LimitRows;
import io.asyncable.sweep.SweepRows;
import io.asyncable.worker.Heartbeat;
import java.time.Clock;

/** Gathers what surrounds the records, by a few small statements whatever the page. */
record Situations(
    Heartbeat heartbeat,
    SweepRows sweeps,
    OpenBreakers breakers,
    LimitRows limits,
    PausedQueues paused,
    KafkaWatch kafka,
    Clock clock) {

  Situation now() {
    return new Situation(
        clock.instant(),
        heartbeat.workers(),
        sweeps.all(),
        breakers.all(),
        limits.all(),
        paused.now(),
        kafka.view());
  }
}
