package io.asyncable.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Matches the requests that the library's controllers answer. {@link Gate} checks the permission of
 * each. The application's security rules use this matcher and so need no list of addresses, which
 * could miss one.
 */
final class LibraryRequests implements RequestMatcher {

  private final Supplier<List<RequestMappingInfo>> routes;

  /**
   * Reads the routes at the first request, because Spring builds the security rules before the
   * controllers.
   */
  LibraryRequests(Supplier<RequestMappingHandlerMapping> mappings) {
    this.routes = SingletonSupplier.of(() -> routes(mappings.get()));
  }

  private static List<RequestMappingInfo> routes(RequestMappingHandlerMapping mappings) {
    Map<RequestMappingInfo, HandlerMethod> all = mappings.getHandlerMethods();
    return all.keySet().stream().filter(route -> Gate.guards(all.get(route))).toList();
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    if (ServletRequestPathUtils.hasParsedRequestPath(request)) {
      return isRouted(request);
    }
    ServletRequestPathUtils.parseAndCache(request);
    try {
      return isRouted(request);
    } finally {
      ServletRequestPathUtils.clearParsedRequestPath(request);
    }
  }

  private boolean isRouted(HttpServletRequest request) {
    return routes.get().stream().anyMatch(route -> route.getMatchingCondition(request) != null);
  }
}
