package io.asyncable.sweep;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the attempt history is kept, under {@code asyncable.history}.
 *
 * @param perRecord number of history entries kept per record; default 100
 * @param retention how long history entries are kept; default 90 d. Pages, statistics of errors and
 *     a record's timeline reach back no further. Must be longer than the window of any process
 *     type, because the failures of a submission are counted from its entries.
 */
@ConfigurationProperties("asyncable.history")
record HistorySettings(
    @DefaultValue("100") int perRecord, @DefaultValue("90d") Duration retention) {

  HistorySettings {
    DurationSetting.require("asyncable.history.retention", retention);
    NumberSetting.requireAtLeast("asyncable.history.per-record", perRecord, 1);
  }

  /** Stops the start if the entry from which a submission's failures are counted may be gone. */
  void requireLongerThanWindows(ProcessTypes types, Policies policies) {
    for (ProcessType type : types.all()) {
      Duration window = policies.of(type).window();
      if (window.compareTo(retention) >= 0) {
        throw new ConfigurationProblem(
            "asyncable.history.retention=%s must be longer than the window of %s, which is %s. Raise it, or lower asyncable.types.%s.window."
                .formatted(
                    DurationSetting.words(retention), type, DurationSetting.words(window), type));
      }
    }
  }
}
