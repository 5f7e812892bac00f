package io.asyncable.bulk;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives bulk actions a queue of their own unless the application sets another, because people act
 * on many records when the other queues are full or paused.
 */
final class BulkDefaults implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (OnPages.isPresent()) {
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "asyncable-bulk",
                  Map.of(
                      "asyncable.types.BulkAction.queue",
                      "bulk",
                      "asyncable.queues.bulk.concurrency",
                      2)));
    }
  }
}
