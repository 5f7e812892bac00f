package io.asyncable.app.system;

import static io.asyncable.app.system.Role.OPERATOR;
import static io.asyncable.app.system.Role.SUBMITTER;
import static io.asyncable.app.system.Role.VIEWER;

import io.asyncable.worker.EngineClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may go where. Programs sign in with each request to {@code /api}, {@code /v3} and {@code
 * /actuator}, people with a form. The library's own routes are for everybody signed in, because
 * each asks for its permission; what is not listed here is for operators, and for viewers to read.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UserSettings.class, LoginSettings.class})
class SecurityConfig {

  private static final String CONTENT =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final String DEVICES = "camera=(), geolocation=(), microphone=()";

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
  RequestRejectedHandler rejected() {
    return new ProblemAnswers();
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http, RequestMatcher asyncableRoutes) {
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
                    .requestMatchers(HttpMethod.GET, "/api/intake/**")
                    .hasAnyRole(OPERATOR.name(), VIEWER.name(), SUBMITTER.name())
                    .requestMatchers("/api/intake/**")
                    .hasAnyRole(OPERATOR.name(), SUBMITTER.name())
                    .requestMatchers(HttpMethod.GET)
                    .hasAnyRole(OPERATOR.name(), VIEWER.name())
                    .anyRequest()
                    .hasRole(OPERATOR.name()))
        .httpBasic(basic -> basic.authenticationEntryPoint(problems))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .csrf(csrf -> csrf.ignoringRequestMatchers(SecurityConfig::isAProgram))
        .headers(SecurityConfig::headers)
        .build();
  }

  /**
   * A page of another site can make a browser send the credentials it has kept, but not without
   * saying where the request comes from.
   */
  private static boolean isAProgram(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) != null
        && request.getHeader(HttpHeaders.ORIGIN) == null;
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(HttpSecurity http, RequestMatcher asyncableRoutes) {
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
                    .requestMatchers(HttpMethod.GET, "/", "/intake/**")
                    .hasAnyRole(OPERATOR.name(), VIEWER.name(), SUBMITTER.name())
                    .requestMatchers("/intake/**")
                    .hasAnyRole(OPERATOR.name(), SUBMITTER.name())
                    .requestMatchers(HttpMethod.GET)
                    .hasAnyRole(OPERATOR.name(), VIEWER.name())
                    .anyRequest()
                    .hasRole(OPERATOR.name()))
        .formLogin(
            form ->
                form.loginPage("/login").defaultSuccessUrl("/").failureHandler(new LoginRefusal()))
        .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
        .headers(SecurityConfig::headers)
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(content -> content.policyDirectives(CONTENT))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .crossOriginOpenerPolicy(
            opener ->
                opener.policy(
                    CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource ->
                resource.policy(
                    CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions -> permissions.policy(DEVICES));
  }
}
