package io.asyncable.app.intake.imports;

import io.asyncable.DurationSetting;
import io.asyncable.app.system.DataSizeSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may be imported at once.
 *
 * @param largestImport the largest CSV file to import, in one transaction; default 10 MB, some
 *     150,000 reviews
 * @param longestImport how long an import may take before it is given up, and nothing of it filed;
 *     default 2 minutes
 */
@ConfigurationProperties("asyncable.app.intake")
record ImportSettings(
    @DefaultValue("10MB") DataSize largestImport, @DefaultValue("2m") Duration longestImport) {

  ImportSettings {
    DataSizeSetting.require("asyncable.app.intake.largest-import", largestImport);
    DurationSetting.require("asyncable.app.intake.longest-import", longestImport);
  }
}
