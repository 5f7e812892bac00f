package io.asyncable.app.intake.imports;

import io.asyncable.app.system.LargerBody;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
class ImportConfiguration {

  /** The other fields of a form with a file. */
  private static final DataSize FORM = DataSize.ofKilobytes(64);

  @Bean
  LargerBody importsByForm(ImportSettings settings) {
    return imports("/intake", settings);
  }

  @Bean
  LargerBody importsByPrograms(ImportSettings settings) {
    return imports("/api/intake/imports", settings);
  }

  private static LargerBody imports(String address, ImportSettings settings) {
    return new LargerBody(
        address, DataSize.ofBytes(settings.largestImport().toBytes() + FORM.toBytes()));
  }
}
