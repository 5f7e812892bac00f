package io.asyncable.app.intake;

import io.asyncable.app.system.LargerBody;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

  /** What a form adds to its file. */
  private static final DataSize FORM = DataSize.ofKilobytes(64);

  @Bean
  LargerBody importsByForm(IntakeProperties properties) {
    return imports("/intake", properties);
  }

  @Bean
  LargerBody importsByPrograms(IntakeProperties properties) {
    return imports("/api/intake/imports", properties);
  }

  private static LargerBody imports(String address, IntakeProperties properties) {
    return new LargerBody(
        address, DataSize.ofBytes(properties.largestImport().toBytes() + FORM.toBytes()));
  }
}
