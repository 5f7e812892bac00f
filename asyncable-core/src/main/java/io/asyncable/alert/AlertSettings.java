package io.asyncable.alert;

import io.asyncable.DurationSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alerts to every channel when the engine gives records up or makes no progress.
 *
 * @param interval how long the engine collects expired records of one process type after the last
 *     alert until it sends the next; default 1 min. The first alert after a quiet time comes within
 *     15 s. A lower value sends more alerts about an outage, a higher value later ones.
 * @param troubleAfter how long an instance must make no progress with some of its work before an
 *     alert says so; default 1 min. A lower value reports trouble that passes by itself.
 */
@ConfigurationProperties("asyncable.alerts")
record AlertSettings(
    @DefaultValue("1m") Duration interval, @DefaultValue("1m") Duration troubleAfter) {

  AlertSettings {
    DurationSetting.require("asyncable.alerts.interval", interval);
    DurationSetting.require("asyncable.alerts.trouble-after", troubleAfter);
  }
}
