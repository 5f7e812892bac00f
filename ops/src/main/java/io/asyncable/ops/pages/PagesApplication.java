package io.asyncable.ops.pages;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The application whose pages are measured. */
@SpringBootApplication
class PagesApplication {

  /** With the arguments of {@link WebProcess}. */
  public static void main(String[] arguments) {
    SpringApplication.run(PagesApplication.class, arguments);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication
  static class Access {

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername(Browser.USER)
              .password("{noop}" + Browser.USER)
              .roles("OPERATOR")
              .build());
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }
}
