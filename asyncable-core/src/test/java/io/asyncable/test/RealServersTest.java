package io.asyncable.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.support.TestPropertySourceUtils;

class RealServersTest {

  @Test
  void givesEveryContextADatabaseAndTopicsOfItsOwn() {
    Environment first = initialized(new AnnotationConfigApplicationContext());
    Environment second = initialized(new AnnotationConfigApplicationContext());

    for (String own : new String[] {"spring.datasource.url", "asyncable.kafka.topic-prefix"}) {
      assertThat(first.getProperty(own)).isNotBlank().isNotEqualTo(second.getProperty(own));
    }
    assertThat(first.getProperty("spring.kafka.bootstrap-servers"))
        .isEqualTo(second.getProperty("spring.kafka.bootstrap-servers"))
        .isEqualTo(KafkaServer.shared().bootstrapServers());
    assertThat(first.getProperty("spring.datasource.username")).isEqualTo(PostgresServer.USER);
  }

  @Test
  void leavesWhatTheTestItselfSets() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
        context, "spring.kafka.bootstrap-servers=127.0.0.1:1");

    assertThat(initialized(context).getProperty("spring.kafka.bootstrap-servers"))
        .isEqualTo("127.0.0.1:1");
  }

  private static Environment initialized(GenericApplicationContext context) {
    new RealServers().initialize(context);
    return context.getEnvironment();
  }
}
