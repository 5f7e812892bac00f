package io.asyncable.app.intake.board;

import io.asyncable.ConfigurationProblem;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long appellants may send more evidence.
 *
 * @param evidenceWindow how long after its receipt an appeal stays open for more evidence; default
 *     90 days; must not be negative
 * @param zone where a day of that window begins; default America/New_York, where the Board sits
 */
@ConfigurationProperties("asyncable.app.intake")
record EvidenceSettings(
    @DefaultValue("P90D") Period evidenceWindow, @DefaultValue("America/New_York") ZoneId zone) {

  EvidenceSettings {
    if (evidenceWindow.isNegative()) {
      throw new ConfigurationProblem(
          "asyncable.app.intake.evidence-window must not be negative, but is " + evidenceWindow);
    }
  }
}
