package io.asyncable.app.system.server;

import io.asyncable.DurationSetting;
import io.asyncable.app.system.DataSizeSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of a request the application reads, and for how long.
 *
 * @param largest the size of the largest request body, before and after sign-in; default 1 MB.
 *     Imports and bulk actions have larger limits of their own.
 * @param within how long a body of the largest size may take to arrive; default 20 seconds. Larger
 *     bodies get one more second for each 100 kB.
 */
@ConfigurationProperties("asyncable.app.bodies")
record BodySettings(@DefaultValue("1MB") DataSize largest, @DefaultValue("20s") Duration within) {

  BodySettings {
    DataSizeSetting.require("asyncable.app.bodies.largest", largest);
    DurationSetting.require("asyncable.app.bodies.within", within);
  }

  /** How long a body of that size may take. */
  Duration within(DataSize bound) {
    long more = Math.max(0, bound.toKilobytes() - largest.toKilobytes());
    return within.plusSeconds(more / 100);
  }
}
