package io.asyncable.app.system.access;

import static io.asyncable.app.system.Role.OPERATOR;
import static io.asyncable.app.system.Role.VIEWER;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.Area;
import io.asyncable.app.system.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** The areas of all domains, which both security chains keep. */
@Component
class Areas {

  private final List<Area> areas;

  Areas(List<Area> areas) {
    this.areas = areas;
    Set<String> names = new HashSet<>();
    for (Area area : areas) {
      if (!names.add(area.name())) {
        throw new ConfigurationProblem(
            "Two areas are named %s, so two domains claim the same addresses. Rename one."
                .formatted(area.name()));
      }
    }
  }

  /**
   * Adds the last rules of a security chain: each area's, then those of all other addresses.
   *
   * @param root what stands before an area's name, such as {@code /api/}
   */
  void guard(
      String root,
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    for (Area area : areas) {
      String addresses = root + area.name() + "/**";
      requests
          .requestMatchers(reading(addresses))
          .hasAnyRole(names(area.readers()))
          .requestMatchers(addresses)
          .hasAnyRole(names(area.actors()));
    }
    requests
        .requestMatchers(reading("/**"))
        .hasAnyRole(OPERATOR.name(), VIEWER.name())
        .anyRequest()
        .hasRole(OPERATOR.name());
  }

  static String[] names(Collection<Role> roles) {
    return roles.stream().map(Role::name).toArray(String[]::new);
  }

  /** The methods that only read. */
  static RequestMatcher reading(String address) {
    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        paths.matcher(HttpMethod.GET, address), paths.matcher(HttpMethod.HEAD, address));
  }

  /** The page at which the user begins; empty if no area has one for the user. */
  Optional<String> homeOf(Authentication user) {
    return areas.stream()
        .filter(area -> Role.any(user, area.readers()))
        .flatMap(area -> Stream.ofNullable(area.home()))
        .findFirst();
  }
}
