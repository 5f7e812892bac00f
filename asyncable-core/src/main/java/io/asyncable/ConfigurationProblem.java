package io.asyncable;

/**
 * A setting, mapping, table or bean that is wrong or missing, found at start. The message says what
 * is wrong and what to do; Spring Boot prints it without a stack trace.
 */
public class ConfigurationProblem extends IllegalStateException {

  public ConfigurationProblem(String message) {
    super(message);
  }
}
