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
 *     90 days, at most 100 years; must not be negative
 * @param zone where a day of that window begins; default America/New_York, where the Board sits
 */
@ConfigurationProperties("asyncable.app.intake")
record EvidenceSettings(
    @DefaultValue("P90D") Period evidenceWindow, @DefaultValue("America/New_York") ZoneId zone) {

  private static final int MOST_MONTHS = 1_200;
  private static final int MOST_DAYS = 36_500;

  EvidenceSettings {
    if (evidenceWindow.isNegative()
        || evidenceWindow.toTotalMonths() > MOST_MONTHS
        || evidenceWindow.getDays() > MOST_DAYS) {
      throw new ConfigurationProblem(
          "asyncable.app.intake.evidence-window is %s. Write a period from P0D to P100Y, such as P90D."
              .formatted(evidenceWindow));
    }
  }
}
