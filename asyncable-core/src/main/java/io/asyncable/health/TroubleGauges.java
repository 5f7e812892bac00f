package io.asyncable.health;

import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/**
 * How long this instance has made no progress: {@code asyncable.trouble.seconds} by kind of work,
 * for the process type with the longest trouble; 0 without trouble.
 */
final class TroubleGauges implements MeterBinder {

  private final Troubles troubles;
  private final Heartbeat worker;
  private final EngineClock clock;

  TroubleGauges(Troubles troubles, Heartbeat worker, EngineClock clock) {
    this.troubles = troubles;
    this.worker = worker;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Work work : Work.values()) {
      Gauge.builder("asyncable.trouble.seconds", this, gauges -> gauges.seconds(work))
          .description("How long this instance has made no progress with this kind of work")
          .tag("work", work.word())
          .register(registry);
    }
  }

  private double seconds(Work work) {
    return troubles.all(worker.epoch()).stream()
        .filter(trouble -> trouble.work() == work)
        .map(Trouble::since)
        .mapToDouble(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
        .max()
        .orElse(0);
  }
}
