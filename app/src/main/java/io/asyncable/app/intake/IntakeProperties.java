package io.asyncable.app.intake;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of claims intake.
 *
 * @param evidenceWindow how long after its receipt an appeal stays open for more evidence; default
 *     90 days; must not be negative
 * @param zone where a day of that window begins; default America/New_York, where the Board sits
 * @param largestImport the largest CSV file to import, in one transaction; default 10 MB, some
 *     150,000 reviews
 * @param longestImport how long an import may take before it is given up, and nothing of it filed;
 *     default 2 minutes
 */
@ConfigurationProperties("asyncable.app.intake")
record IntakeProperties(
    @DefaultValue("P90D") Period evidenceWindow,
    @DefaultValue("America/New_York") ZoneId zone,
    @DefaultValue("10MB") DataSize largestImport,
    @DefaultValue("2m") Duration longestImport) {

  IntakeProperties {
    if (evidenceWindow.isNegative()) {
      throw new IllegalArgumentException(
          "asyncable.app.intake.evidence-window must not be negative, but is " + evidenceWindow);
    }
  }
}
