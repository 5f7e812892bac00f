package io.asyncable.web.record;

import io.asyncable.type.ProcessTypes;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Stops the start for a process type with the name of a page, because its records would take the
 * page's addresses.
 */
final class TypeAddresses implements SmartInitializingSingleton {

  private static final String JOBS = "/jobs/";

  private final ProcessTypes types;
  private final RequestMappingHandlerMapping mappings;

  TypeAddresses(
      ProcessTypes types,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.types = types;
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Set<String> pages =
        mappings.getHandlerMethods().keySet().stream()
            .flatMap(mapping -> mapping.getPatternValues().stream())
            .filter(pattern -> pattern.startsWith(JOBS))
            .map(pattern -> pattern.substring(JOBS.length()).split("/")[0])
            .collect(Collectors.toSet());
    types.refuseNames(pages);
  }
}
