package io.asyncable.start;

import io.asyncable.ConfigurationProblem;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Stops the start, before a pool or a driver exists, if the database's address is malformed. */
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
    // The address of a wrapping driver, such as a tracing driver, contains the wrapped address.
    if (!url.isBlank() && !url.contains("postgresql:")) {
      throw new ConfigurationProblem(
          "%s=%s is not an address of PostgreSQL, which Asyncable needs."
                  .formatted(PROPERTY, shown(url))
              + REMEDY);
    }
  }

  /** The address without parts that may contain a password. */
  static String shown(String url) {
    return url.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
  }
}
