package io.asyncable.alert;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each alert and trouble, and a counter of expired records. */
final class AlertLog implements AlertChannel {

  private static final Logger log = LoggerFactory.getLogger(AlertLog.class);

  /** Registered before anything expires: a rise from nothing would not be seen as one. */
  private final Map<String, Counter> expired;

  AlertLog(ProcessTypes types, MeterRegistry meters) {
    expired =
        types.all().stream()
            .map(ProcessType::name)
            .collect(
                Collectors.toMap(
                    name -> name, name -> meters.counter("asyncable.expired", "type", name)));
  }

  @Override
  public void send(Alert alert) {
    log.error("{} {}", alert.text(), alert.path());
    expired.get(alert.type()).increment(1 + alert.more());
  }

  @Override
  public void send(EngineTrouble trouble) {
    log.error("{} {}", trouble.text(), trouble.path());
  }
}
