package io.asyncable.app.intake.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.http.HttpServices;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class ExternalServicesTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ValidationAutoConfiguration.class, RestClientAutoConfiguration.class))
          .withUserConfiguration(ExternalServicesConfiguration.class, HttpServices.class)
          .withBean(Clock.class, Clock::systemUTC)
          .withPropertyValues("asyncable.app.services.bgs.url=https://bgs.example.org");

  @Test
  void startsWithBothAddresses() {
    application
        .withPropertyValues("asyncable.app.services.vbms.url=https://vbms.example.org")
        .run(context -> assertThat(context).hasSingleBean(Vbms.class).hasSingleBean(Bgs.class));
  }

  @Test
  void aMissingAddressStopsTheStartAndIsNamed() {
    application.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("asyncable.app.services.vbms.url is not set.")
                .hasMessageContaining("the base address of the service"));
  }

  @ParameterizedTest
  @CsvSource({"connect-timeout, 0s", "read-timeout, 200000d"})
  void aTimeoutThatIsOutOfBoundsStopsTheStart(String setting, String value) {
    application
        .withPropertyValues(
            "asyncable.app.services.vbms.url=https://vbms.example.org",
            "asyncable.app.services.bgs.%s=%s".formatted(setting, value))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ConfigurationProblem.class)
                    .hasMessageStartingWith(
                        "asyncable.app.services.bgs.%s is %s. Write".formatted(setting, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vbms.example.org", "localhost:8081", "ftp://vbms.example.org"})
  void anAddressThatIsNotHttpStopsTheStart(String address) {
    application
        .withPropertyValues("asyncable.app.services.vbms.url=" + address)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ConfigurationProblem.class)
                    .hasMessageStartingWith(
                        "asyncable.app.services.vbms.url is '%s', which is no address of http"
                            .formatted(address)));
  }
}
