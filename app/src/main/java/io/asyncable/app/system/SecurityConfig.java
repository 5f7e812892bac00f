package io.asyncable.app.system;

import static io.asyncable.app.system.Role.OPERATOR;
import static io.asyncable.app.system.Role.SUBMITTER;
import static io.asyncable.app.system.Role.VIEWER;

import io.asyncable.worker.EngineClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may use which addresses. Programs sign in with each request to {@code /api}, {@code /v3} and
 * {@code /actuator}; people sign in with a form. The library's own routes are open to everybody who
 * is signed in, because each route checks its permission. All other addresses are for operators;
 * viewers may read them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UserSettings.class, LoginSettings.class})
class SecurityConfig {

  /** A cookie holds 4 kB. */
  private static final int LONGEST_ADDRESS = 2_000;

  @Bean
  static BeanFactoryPostProcessor requiredServers(Environment environment) {
    return new RequiredServers(environment);
  }

  @Bean
  AuthenticationProvider login(UserSettings users, LoginSettings login, EngineClock clock) {
    return new ThrottledLogin(new InMemoryUserDetailsManager(users.details()), login, clock);
  }

  @Bean
  SignIns signIns() {
    return new SignIns();
  }

  @Bean
  CsrfTokens csrfTokens() {
    return new CsrfTokens();
  }

  @Bean
  RequestRejectedHandler rejected() {
    return new ProblemAnswers();
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(
      HttpSecurity http, RequestMatcher asyncableRoutes, CsrfTokens tokens) {
    ProblemAnswers problems = new ProblemAnswers();
    return http.securityMatcher("/api/**", "/v3/**", "/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasRole(OPERATOR.name())
                    .requestMatchers(asyncableRoutes)
                    .authenticated()
                    .requestMatchers(reading("/api/intake/**"))
                    .hasAnyRole(OPERATOR.name(), VIEWER.name(), SUBMITTER.name())
                    .requestMatchers("/api/intake/**")
                    .hasAnyRole(OPERATOR.name(), SUBMITTER.name())
                    .requestMatchers(reading("/**"))
                    .hasAnyRole(OPERATOR.name(), VIEWER.name())
                    .anyRequest()
                    .hasRole(OPERATOR.name()))
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

  /** Requests that only read: GET and HEAD. */
  private static RequestMatcher reading(String... addresses) {
    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        Stream.of(HttpMethod.GET, HttpMethod.HEAD)
            .flatMap(method -> Stream.of(addresses).map(path -> paths.matcher(method, path)))
            .map(RequestMatcher.class::cast)
            .toList());
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
  SecurityFilterChain people(HttpSecurity http, RequestMatcher asyncableRoutes, CsrfTokens tokens) {
    RequestCache wanted = wantedPages();
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(
                        "/login",
                        "/error",
                        "/asyncable/**",
                        "/webjars/**",
                        "/css/**",
                        "/favicon.ico")
                    .permitAll()
                    .requestMatchers(asyncableRoutes)
                    .authenticated()
                    .requestMatchers(reading("/", "/intake/**"))
                    .hasAnyRole(OPERATOR.name(), VIEWER.name(), SUBMITTER.name())
                    .requestMatchers("/intake/**")
                    .hasAnyRole(OPERATOR.name(), SUBMITTER.name())
                    .requestMatchers(reading("/**"))
                    .hasAnyRole(OPERATOR.name(), VIEWER.name())
                    .anyRequest()
                    .hasRole(OPERATOR.name()))
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
