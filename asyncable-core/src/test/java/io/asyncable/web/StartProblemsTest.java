package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.AsyncableHandler;
import io.asyncable.ConfigurationProblem;
import io.asyncable.bulk.BulkAction;
import io.asyncable.elsewhere.Errors;
import io.asyncable.test.RealServers;
import io.asyncable.test.web.WebTestApplication;
import io.asyncable.web.record.RecordPages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

@ExtendWith(OutputCaptureExtension.class)
class StartProblemsTest {

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackageClasses = WebTestApplication.class)
  @Import(WebTestApplication.Handlers.class)
  static class OpenToNobody {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackageClasses = WebTestApplication.class)
  static class WithoutHandlers {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class NamedLikeAPage {
    @Bean
    PersistenceManagedTypes persistenceManagedTypes() {
      return PersistenceManagedTypes.of(Errors.class.getName(), BulkAction.class.getName());
    }

    @Bean
    AsyncableHandler<Errors> handler() {
      return (record, attempt) -> {};
    }
  }

  @Test
  void withoutAnybodyAllowedTheStartStopsAndSaysWhatToDo(CapturedOutput output) {
    assertThatThrownBy(() -> run(OpenToNobody.class))
        .hasRootCauseInstanceOf(ConfigurationProblem.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "set asyncable.web.access.operator to")
        .doesNotContain("\tat io.asyncable");
  }

  @Test
  void anOpenStartSaysSoInTheLog(CapturedOutput output) {
    run(OpenToNobody.class, "--asyncable.web.access.open=true", "--asyncable.roles=web").close();
    assertThat(output).contains("everybody may do everything under /jobs");
  }

  @Test
  void permissionsForAnUnknownTypeStopTheStart(CapturedOutput output) {
    assertThatThrownBy(
            () -> run(OpenToNobody.class, "--asyncable.web.access.types.Nope.viewer=ROLE_VIEWER"))
        .hasRootCauseInstanceOf(ConfigurationProblem.class);
    assertThat(output).contains("names the unknown process type 'Nope'");
  }

  @Test
  void anUnknownPermissionStopsTheStart(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                run(
                    OpenToNobody.class,
                    "--asyncable.web.access.permissions.nonsense=ROLE_OPERATOR"))
        .isInstanceOf(Exception.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "asyncable.web.access.permissions", "nonsense");
  }

  @Test
  void aTypeThatIsNamedLikeAPageStopsTheStart(CapturedOutput output) {
    assertThatThrownBy(() -> run(NamedLikeAPage.class, "--asyncable.web.access.open=true"))
        .isInstanceOf(ConfigurationProblem.class);
    assertThat(output)
        .contains(
            "The process type errors of "
                + Errors.class.getName()
                + " has the same name as the page /jobs/errors. Rename it with @Entity(name = …).");
  }

  @Test
  void withoutTheRoleNobodyAsks() {
    try (ConfigurableApplicationContext context =
        run(OpenToNobody.class, "--asyncable.roles=sweeper")) {
      assertThat(context.getBeanNamesForType(RecordPages.class)).isEmpty();
    }
  }

  @Test
  void aProblemOfTheEngineIsASentenceToo(CapturedOutput output) {
    assertThatThrownBy(() -> run(WithoutHandlers.class, "--asyncable.roles=worker"))
        .isInstanceOf(Exception.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "The process type Invoice has no handler.")
        .doesNotContain("\tat io.asyncable");
  }

  private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
    return new SpringApplicationBuilder(application)
        .initializers(new RealServers())
        .properties(
            "server.port=0",
            "spring.liquibase.change-log=classpath:web-changelog.yaml",
            "spring.jpa.open-in-view=false")
        .run(arguments);
  }
}
