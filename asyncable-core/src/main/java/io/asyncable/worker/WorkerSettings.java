package io.asyncable.worker;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import io.asyncable.start.SettingChecks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Heartbeats, dead workers and shutdown, under {@code asyncable.worker}.
 *
 * @param name the name of this instance in history and pages; default the host's name and the
 *     process id
 * @param heartbeat how often a worker reports that it is alive; default 1 s
 * @param deadAfter how long a worker must be silent before others may declare it dead; default 5 s,
 *     at least three heartbeats. A lower value finds a crash sooner, a higher value tolerates
 *     longer pauses of the JVM.
 * @param shutdownTimeout how long handlers may continue at shutdown before they are interrupted and
 *     their records given back; default 20 s
 * @param maxClockOffset how far this machine's clock may differ from the database's clock at start;
 *     default 1 min. A larger difference stops the start. The engine corrects smaller differences;
 *     logs and other software do not.
 * @param quarantineAfter number of lost attempts after which a record expires because it seems to
 *     kill its worker; default 3, at least 2. From the second loss on the record runs alone.
 */
@ConfigurationProperties("asyncable.worker")
public record WorkerSettings(
    @Nullable String name,
    @DefaultValue("1s") Duration heartbeat,
    @DefaultValue("5s") Duration deadAfter,
    @DefaultValue("20s") Duration shutdownTimeout,
    @DefaultValue("1m") Duration maxClockOffset,
    @DefaultValue("3") int quarantineAfter) {

  public WorkerSettings {
    DurationSetting.require("asyncable.worker.heartbeat", heartbeat);
    SettingChecks.requireWaitable("asyncable.worker.dead-after", deadAfter);
    if (deadAfter.compareTo(heartbeat.multipliedBy(3)) < 0) {
      throw new ConfigurationProblem(
          "asyncable.worker.dead-after is %s. Write at least three times asyncable.worker.heartbeat, which is %s."
              .formatted(DurationSetting.words(deadAfter), DurationSetting.words(heartbeat)));
    }
    DurationSetting.require(
        "asyncable.worker.shutdown-timeout",
        shutdownTimeout,
        Duration.ZERO,
        DurationSetting.LONGEST);
    DurationSetting.require("asyncable.worker.max-clock-offset", maxClockOffset);
    NumberSetting.requireAtLeast("asyncable.worker.quarantine-after", quarantineAfter, 2);
  }
}
