package io.asyncable.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.AlertChannel;
import io.asyncable.ConfigurationProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AlertSettingsTest {

  private final ApplicationContextRunner start =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
          .withUserConfiguration(AlertConfiguration.class);

  @Test
  void withoutRecipientsTheLogIsAll() {
    start.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AlertChannel.class));
    start
        .withPropertyValues("spring.mail.host=mail.example.org")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AlertChannel.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerts.to=a@b.c | | asyncable.app.alerts.from is not. Set it",
        "alerts.to[0]=a@b.c | alerts.from=d@e.f | spring.mail.host is not. Set it to the SMTP server",
        "alerts.from=d@e.f | | no recipient is",
        "alerts.to=a@b.c,oncall | alerts.from=d@e.f | contains 'oncall', which is not a mail address",
        "alerts.to=a@b.c | alerts.from=x y@e.f | contains 'x y@e.f', which is not a mail address",
        "url=jobs.example.org | | asyncable.app.url is 'jobs.example.org'"
      })
  void aMistakeStopsTheStartWithASentence(String one, String other, String sentence) {
    start
        .withPropertyValues("asyncable.app." + one)
        .withPropertyValues(other == null ? new String[0] : new String[] {"asyncable.app." + other})
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(ConfigurationProblem.class)
                    .hasMessageContaining(sentence));
  }
}
