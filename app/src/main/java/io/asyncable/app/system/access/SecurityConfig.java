package io.asyncable.app.system.access;

import static io.asyncable.app.system.Role.OPERATOR;

import io.asyncable.app.system.Area;
import io.asyncable.app.system.Role;
import io.asyncable.worker.EngineClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which user may open which address. Programs sign in with each request to {@code /api}, {@code
 * /v3} and {@code /actuator}, people with a form. The library's own routes are open to everybody
 * who is signed in, because each checks its permission. Each domain opens its addresses with an
 * {@link Area}; all others are for operators, and for viewers to read.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UserSettings.class, LoginSettings.class})
@Import({SignIns.class, CsrfTokens.class, ProblemAnswers.class})
class SecurityConfig {

  /** A cookie holds 4 kB. */
  private static final int LONGEST_ADDRESS = 2_000;

  @Bean
  AuthenticationProvider login(UserSettings users, LoginSettings login, EngineClock clock) {
    return new ThrottledLogin(new InMemoryUserDetailsManager(users.details()), login, clock);
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(
      HttpSecurity http,
      RequestMatcher asyncableRoutes,
      CsrfTokens tokens,
      Areas areas,
      ProblemAnswers problems) {
    return http.securityMatcher("/api/**", "/v3/**", "/actuator/**")
        .authorizeHttpRequests(
            requests -> {
              requests
                  .dispatcherTypeMatchers(DispatcherType.ERROR)
                  .permitAll()
                  .requestMatchers("/actuator/health/**")
                  .permitAll()
                  .requestMatchers("/actuator/**")
                  .hasRole(OPERATOR.name())
                  .requestMatchers(asyncableRoutes)
                  .authenticated();
              areas.guard("/api/", requests);
            })
        .httpBasic(basic -> basic.authenticationEntryPoint(problems))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(tokens)
                    .ignoringRequestMatchers(SecurityConfig::isAProgram))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .headers(HeadersConfigurer::disable)
        .build();
  }

  /**
   * Remembers in a cookie the page that a person wanted before signing in. If the server kept such
   * requests, anonymous visitors could fill its memory.
   */
  private static RequestCache wantedPages() {
    CookieRequestCache wanted = new CookieRequestCache();
    wanted.setRequestMatcher(
        request ->
            HttpMethod.GET.matches(request.getMethod())
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT))
                    .contains(MediaType.TEXT_HTML_VALUE)
                && (request.getRequestURI() + request.getQueryString()).length()
                    <= LONGEST_ADDRESS);
    wanted.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    return wanted;
  }

  /**
   * A page of another site can make a browser send stored credentials, but the browser then names
   * the origin of the request.
   */
  private static boolean isAProgram(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) != null
        && request.getHeader(HttpHeaders.ORIGIN) == null;
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http, RequestMatcher asyncableRoutes, CsrfTokens tokens, Areas areas) {
    RequestCache wanted = wantedPages();
    return http.authorizeHttpRequests(
            requests -> {
              requests
                  .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                  .permitAll()
                  .requestMatchers(
                      "/login", "/error", "/asyncable/**", "/webjars/**", "/css/**", "/favicon.ico")
                  .permitAll()
                  .requestMatchers(asyncableRoutes)
                  .authenticated()
                  .requestMatchers(Areas.reading("/"))
                  .hasAnyRole(Areas.names(EnumSet.allOf(Role.class)));
              areas.guard("/", requests);
            })
        .formLogin(
            form ->
                form.loginPage("/login")
                    .successHandler(new LoginSuccess(wanted))
                    .failureHandler(new LoginRefusal()))
        .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
        .csrf(csrf -> csrf.csrfTokenRepository(tokens))
        .requestCache(cache -> cache.requestCache(wanted))
        .headers(HeadersConfigurer::disable)
        .build();
  }
}
