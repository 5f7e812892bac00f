package io.asyncable.app.browser;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Which forms the application took, before all other filters because two are taken by such. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Posts extends OncePerRequestFilter {

  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (HttpMethod.POST.matches(request.getMethod()) && response.getStatus() < 400) {
      taken.add(route(request));
    }
  }

  /** The controller's pattern; the address itself where no controller was asked. */
  private static String route(HttpServletRequest request) {
    return Objects.requireNonNullElse(
            request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
            request.getRequestURI())
        .toString();
  }

  void forget() {
    taken.clear();
  }

  Set<String> taken() {
    return Set.copyOf(taken);
  }
}
