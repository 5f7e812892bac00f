package io.asyncable;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an instance is, under {@code asyncable}; each feature has settings of its own in its
 * package.
 *
 * @param roles what this instance does: worker, sweeper, web; default all three. An instance
 *     without the role worker submits records but runs no handler. At least one instance must
 *     sweep.
 * @param migrate whether the library applies its own Liquibase changelog at start; default true.
 *     Set it to false if the application's database user may not create tables, and include
 *     classpath:io/asyncable/migrations/changelog.yaml in your own changelog.
 * @param correlationKey the key in the logging context (MDC) under which the application keeps the
 *     correlation id of its log lines; default correlationId. The engine keeps the id of a
 *     submission with its record, sets it in the MDC of every attempt, and sends up to 200
 *     characters of it in the message header correlation-id. An empty value turns this off.
 */
@ConfigurationProperties("asyncable")
public record AsyncableProperties(
    @DefaultValue({"worker", "sweeper", "web"}) Set<Role> roles,
    @DefaultValue("true") boolean migrate,
    @DefaultValue("correlationId") String correlationKey) {

  /** What an instance does. */
  public enum Role {
    WORKER,
    SWEEPER,
    WEB
  }

  public AsyncableProperties {
    if (roles.isEmpty()) {
      throw new ConfigurationProblem(
          "asyncable.roles is empty. Write at least one of worker, sweeper, web.");
    }
  }

  /** Whether this instance has that role. */
  public boolean has(Role role) {
    return roles.contains(role);
  }
}
