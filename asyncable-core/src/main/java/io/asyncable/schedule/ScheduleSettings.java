package io.asyncable.schedule;

import io.asyncable.DurationSetting;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the schedules that the application declares, by their names.
 *
 * @param schedules what outranks the values that the application gives in code, by the names of its
 *     schedules
 */
@ConfigurationProperties("asyncable")
record ScheduleSettings(@DefaultValue Map<String, Overrides> schedules) {

  /**
   * What outranks the values of {@link Recurring}; a value that is not set is that of the
   * annotation.
   *
   * @param cron when the job runs; replaces an interval too
   * @param every how long after a slot the next one is; replaces a cron expression too
   * @param zone the time zone of the cron expression
   * @param overlap what happens at a slot while the job of the slot before has not ended
   * @param catchUp what happens to slots that passed while no instance was there to fire them
   * @param catchUpWithin how late a slot may be fired; default 1 d
   * @param enabled false to fire no slot; default true
   */
  record Overrides(
      @Nullable String cron,
      @Nullable Duration every,
      @Nullable String zone,
      @Nullable Overlap overlap,
      @Nullable CatchUp catchUp,
      @DefaultValue("1d") Duration catchUpWithin,
      @DefaultValue("true") boolean enabled) {}

  static final Overrides NONE =
      new Overrides(null, null, null, null, null, Duration.ofDays(1), true);

  ScheduleSettings {
    schedules.forEach(
        (name, own) ->
            DurationSetting.require(
                "asyncable.schedules.%s.catch-up-within".formatted(name), own.catchUpWithin));
  }

  Overrides of(String name) {
    return schedules.getOrDefault(name, NONE);
  }
}
