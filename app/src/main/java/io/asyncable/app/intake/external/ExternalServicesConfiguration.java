package io.asyncable.app.intake.external;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExternalServices.class)
class ExternalServicesConfiguration {

  @Bean
  Vbms vbms(RestClient.Builder http, ExternalServices services, Clock clock) {
    return new Vbms(new HttpService("VBMS", http, services.vbms(), clock, VbmsUnavailable::new));
  }

  @Bean
  Bgs bgs(RestClient.Builder http, ExternalServices services, Clock clock) {
    return new Bgs(new HttpService("BGS", http, services.bgs(), clock, BgsUnavailable::new));
  }
}
