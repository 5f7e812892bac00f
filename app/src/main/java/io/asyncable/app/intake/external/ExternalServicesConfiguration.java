package io.asyncable.app.intake.external;

import io.asyncable.app.http.HttpServices;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExternalServices.class)
class ExternalServicesConfiguration {

  @Bean
  Vbms vbms(HttpServices http, ExternalServices services) {
    return new Vbms(http.service("VBMS", services.vbms(), VbmsUnavailable::new));
  }

  @Bean
  Bgs bgs(HttpServices http, ExternalServices services) {
    return new Bgs(http.service("BGS", services.bgs(), BgsUnavailable::new));
  }
}
