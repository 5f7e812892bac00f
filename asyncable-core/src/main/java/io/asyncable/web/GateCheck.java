package io.asyncable.web;

import java.security.CodeSource;
import java.util.function.Predicate;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Stops the start for a controller of the library without a guard, and for a method of a guarded
 * controller that names no permission or an undeclared one.
 */
final class GateCheck implements SmartInitializingSingleton {

  private final RequestMappingHandlerMapping mappings;
  private final Predicate<String> permissions;

  /**
   * @param permissions whether a permission with this word is declared
   */
  GateCheck(RequestMappingHandlerMapping mappings, Predicate<String> permissions) {
    this.mappings = mappings;
    this.permissions = permissions;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (HandlerMethod method : mappings.getHandlerMethods().values()) {
      check(method);
    }
  }

  private void check(HandlerMethod method) {
    if (!Gate.guards(method)) {
      if (isOfLibrary(method.getBeanType())) {
        throw new IllegalStateException(
            "The route %s has no guard: annotate its class with @Api or @Page".formatted(method));
      }
      return;
    }
    Requires required = method.getMethodAnnotation(Requires.class);
    if (required == null) {
      throw new IllegalStateException(
          "The route %s names no permission: annotate its method with @Requires".formatted(method));
    } else if (!permissions.test(required.value())) {
      throw new IllegalStateException(
          "The route %s needs the unknown permission '%s': declare it with a bean of type Permission"
              .formatted(method, required.value()));
    }
  }

  private static boolean isOfLibrary(Class<?> controller) {
    CodeSource source = controller.getProtectionDomain().getCodeSource();
    return source != null && source.equals(Gate.class.getProtectionDomain().getCodeSource());
  }
}
