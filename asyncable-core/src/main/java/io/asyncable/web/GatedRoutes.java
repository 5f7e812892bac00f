package io.asyncable.web;

import java.security.CodeSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Stops the start for a controller of the library that nobody guards, and for a method of a gated
 * one that forgot to say which permission it needs.
 */
final class GatedRoutes implements SmartInitializingSingleton {

  private final RequestMappingHandlerMapping mappings;

  GatedRoutes(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (HandlerMethod method : mappings.getHandlerMethods().values()) {
      check(method);
    }
  }

  private static void check(HandlerMethod method) {
    if (!Gate.guards(method)) {
      if (isOfLibrary(method.getBeanType())) {
        throw new IllegalStateException(
            "The route %s has no guard: annotate its class with @Api or @Page".formatted(method));
      }
    } else if (!method.hasMethodAnnotation(Requires.class)) {
      throw new IllegalStateException(
          "The route %s names no permission: annotate its method with @Requires".formatted(method));
    }
  }

  private static boolean isOfLibrary(Class<?> controller) {
    CodeSource source = controller.getProtectionDomain().getCodeSource();
    return source != null && source.equals(Gate.class.getProtectionDomain().getCodeSource());
  }
}
