package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Lends each test the browsers, which live as long as the run, looks at their consoles and whether
 * the forms were sent that the test names.
 */
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
    ApplicationContext application = SpringExtension.getApplicationContext(context);
    application.getBean(Posts.class).forget();
    Browsers browsers = browsers(context);
    browsers.visit(
        "http://localhost:"
            + application.getEnvironment().getRequiredProperty("local.server.port"));
    return browsers;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browsers(context).requireQuietConsoles();
    if (context.getExecutionException().isEmpty()) {
      Posts posts = SpringExtension.getApplicationContext(context).getBean(Posts.class);
      AnnotationSupport.findAnnotation(context.getElement(), Acts.class)
          .ifPresent(acts -> requireTaken(posts, acts.value()));
    }
  }

  /** A browser may have read the whole answer before the application has done with it. */
  private static void requireTaken(Posts posts, String... forms) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(posts.taken()).as("the forms taken").contains(forms));
  }

  private static Browsers browsers(ExtensionContext context) {
    // A run of several test JVMs hands each class to JUnit by itself, in one session.
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Browsers.class, none -> new Browsers(), Browsers.class);
  }
}
