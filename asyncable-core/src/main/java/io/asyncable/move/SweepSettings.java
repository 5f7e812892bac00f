package io.asyncable.move;

import io.asyncable.DurationSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the sweeper looks at a record, under {@code asyncable.sweep}. Every move that publishes a
 * record sets its timer by the grace, so the settings stand here and not with the sweeper.
 *
 * @param interval how often the sweeper looks for due records; default 1 s
 * @param grace how long a published record may take to begin before the sweeper looks at it;
 *     default 10 s. Must be above asyncable.kafka.delivery-timeout.
 */
@ConfigurationProperties("asyncable.sweep")
public record SweepSettings(
    @DefaultValue("1s") Duration interval, @DefaultValue("10s") Duration grace) {

  public SweepSettings {
    DurationSetting.require("asyncable.sweep.interval", interval);
    DurationSetting.require("asyncable.sweep.grace", grace);
  }
}
