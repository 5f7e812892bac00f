package io.asyncable.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An address that a controller of the library answers. */
record Route(String method, String pattern, Method controller, Requires required) {

  private static final String VARIABLE = "\\{\\*?[^}]+}";

  /** All of them, so that a new one is tested without being named. */
  static Stream<Route> all(RequestMappingHandlerMapping mappings) {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(route -> Gate.guards(route.getValue()))
        .flatMap(route -> of(route.getKey(), route.getValue().getMethod()));
  }

  private static Stream<Route> of(RequestMappingInfo info, Method controller) {
    return methods(info)
        .flatMap(
            method ->
                info.getPatternValues().stream()
                    .map(
                        pattern ->
                            new Route(
                                method,
                                pattern,
                                controller,
                                controller.getAnnotation(Requires.class))));
  }

  /** A mapping without a method answers any; one that reads and one that acts stand for them. */
  private static Stream<String> methods(RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    return methods.isEmpty() ? Stream.of("GET", "POST") : methods.stream().map(RequestMethod::name);
  }

  /** The address with these values; what has none is 1. */
  String address(Map<String, String> variables) {
    String address = pattern;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      address = address.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return address.replaceAll(VARIABLE, "1");
  }

  boolean isOfRecord() {
    return pattern.contains("{type}") && pattern.contains("{id}");
  }

  boolean isOfType() {
    return pattern.contains("{type}");
  }

  boolean isRead() {
    return method.equals("GET");
  }

  boolean isApi() {
    return pattern.startsWith("/api/");
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
