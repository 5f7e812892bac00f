package io.asyncable.app.system.server;

import io.asyncable.ConfigurationProblem;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Stops the start, before anything connects, if the address of PostgreSQL or Kafka is not set.
 * Spring Boot would look for Kafka on this machine.
 */
final class RequiredServers implements BeanFactoryPostProcessor {

  private final Environment environment;

  RequiredServers(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    List<String> missing =
        Stream.of(
                missing(
                    "spring.datasource.url",
                    "the address of PostgreSQL, such as jdbc:postgresql://host:5432/database"),
                missing(
                    "spring.kafka.bootstrap-servers", "the address of Kafka, such as host:9092"))
            .flatMap(List::stream)
            .toList();
    if (!missing.isEmpty()) {
      throw new ConfigurationProblem(String.join("\n", missing));
    }
  }

  private List<String> missing(String property, String meaning) {
    boolean set =
        Binder.get(environment)
            .bind(property, Bindable.listOf(String.class))
            .orElse(List.of())
            .stream()
            .anyMatch(value -> !value.isBlank());
    return set
        ? List.of()
        : List.of("The property %s is not set. Set it to %s.".formatted(property, meaning));
  }
}
