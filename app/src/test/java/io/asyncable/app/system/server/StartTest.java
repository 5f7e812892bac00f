package io.asyncable.app.system.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.app.AsyncableApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the operator reads who has forgotten something. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  @Test
  void withoutServersTheStartStopsAndNamesTheProperties(CapturedOutput output) {
    assertThatThrownBy(() -> SpringApplication.run(AsyncableApplication.class))
        .isInstanceOf(Exception.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The property spring.datasource.url is not set")
        .contains("The property spring.kafka.bootstrap-servers is not set")
        .doesNotContain("\tat io.asyncable");
  }
}
