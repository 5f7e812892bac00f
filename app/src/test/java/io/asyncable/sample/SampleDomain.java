package io.asyncable.sample;

import io.asyncable.app.system.Area;
import io.asyncable.app.system.LargerBody;
import io.asyncable.app.system.Role;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;

/** What the domain declares; not in the application's packages, where every run would find it. */
@TestConfiguration(proxyBeanMethods = false)
@Import(SampleApi.class)
public class SampleDomain {

  @Bean
  Area sampleArea() {
    return new Area("sample", null, Set.of(Role.OPERATOR), Set.of(Role.OPERATOR));
  }

  @Bean
  LargerBody samples() {
    return new LargerBody("/api/sample", DataSize.ofMegabytes(2));
  }
}
