package io.asyncable.start;

import io.asyncable.ConfigurationProblem;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Stops the start, before a pool or a driver is made, when the database's address is none. */
final class DatabaseAddress implements BeanFactoryPostProcessor {

  private static final String PROPERTY = "spring.datasource.url";
  private static final String REMEDY =
      " Write PostgreSQL's address, such as jdbc:postgresql://host:5432/database.";

  private final Environment environment;

  DatabaseAddress(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    String url = environment.getProperty(PROPERTY, "");
    if (!url.isBlank() && !url.startsWith("jdbc:")) {
      throw new ConfigurationProblem(
          "%s=%s is not a JDBC address.".formatted(PROPERTY, shown(url)) + REMEDY);
    }
    // A wrapper's address, as of a tracing driver, names what it wraps.
    if (!url.isBlank() && !url.contains("postgresql:")) {
      throw new ConfigurationProblem(
          "%s=%s is not an address of PostgreSQL, which Asyncable needs."
                  .formatted(PROPERTY, shown(url))
              + REMEDY);
    }
  }

  /** Without what may be a password. */
  static String shown(String url) {
    return url.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
  }
}
