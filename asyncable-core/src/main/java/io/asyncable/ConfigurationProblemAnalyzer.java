package io.asyncable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the sentence of a {@link ConfigurationProblem} in place of a stack trace. */
final class ConfigurationProblemAnalyzer extends AbstractFailureAnalyzer<ConfigurationProblem> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationProblem problem) {
    return new FailureAnalysis(problem.getMessage(), null, problem);
  }
}
