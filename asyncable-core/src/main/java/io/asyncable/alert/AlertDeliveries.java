package io.asyncable.alert;

import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import io.asyncable.worker.EngineClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** Makes every channel send its waiting alerts. */
final class AlertDeliveries {

  private final List<AlertDelivery> all;

  AlertDeliveries(
      Map<String, AlertChannel> channels,
      AlertRows rows,
      AlertWords words,
      ObjectProvider<MeterRegistry> meters,
      EngineClock clock) {
    MeterRegistry registry = meters.getIfAvailable(SimpleMeterRegistry::new);
    this.all =
        channels.entrySet().stream()
            .map(
                each -> {
                  String name = each.getKey();
                  Counter failures = registry.counter("asyncable.alerts.failed", "channel", name);
                  return new AlertDelivery(name, each.getValue(), rows, words, failures, clock);
                })
            .toList();
  }

  /** Begins to send the waiting alerts. */
  void deliver() {
    all.forEach(AlertDelivery::deliver);
  }

  /** Begins to report these troubles of this instance too. */
  void deliver(List<EngineTrouble> lasting) {
    all.forEach(delivery -> delivery.deliver(lasting));
  }

  void stop() {
    all.forEach(AlertDelivery::stop);
  }
}
