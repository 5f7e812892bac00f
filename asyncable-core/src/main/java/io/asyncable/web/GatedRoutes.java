package io.asyncable.web;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Stops the start for a controller's method that forgot to say which permission it needs. */
final class GatedRoutes implements SmartInitializingSingleton {

  private final RequestMappingHandlerMapping mappings;

  GatedRoutes(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (HandlerMethod method : mappings.getHandlerMethods().values()) {
      if (Gate.isOurs(method) && !method.hasMethodAnnotation(Requires.class)) {
        throw new IllegalStateException(
            "%s does not say which permission it needs".formatted(method));
      }
    }
  }
}
