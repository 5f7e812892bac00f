package io.asyncable.app.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Lends each test the browsers, which live as long as the run, and looks at their consoles. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    // Continuous integration must not go green without having looked.
    return "true".equals(System.getenv("CI"))
        ? ConditionEvaluationResult.enabled("Continuous integration has a browser.")
        : Chromium.missing()
            .map(ConditionEvaluationResult::disabled)
            .orElse(ConditionEvaluationResult.enabled("There is a browser."));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browsers.class;
  }

  @Override
  public Browsers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Browsers browsers = browsers(context);
    browsers.visit(
        "http://localhost:"
            + SpringExtension.getApplicationContext(context)
                .getEnvironment()
                .getRequiredProperty("local.server.port"));
    return browsers;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browsers(context).requireQuietConsoles();
  }

  private static Browsers browsers(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Browsers.class, none -> new Browsers(), Browsers.class);
  }
}
