package io.asyncable.test.web;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A small web application; its workers are elsewhere, so rows stay as a test has made them. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebTestApplication.Handlers.class, WebTestApplication.Access.class})
public class WebTestApplication {

  @Configuration(proxyBeanMethods = false)
  public static class Handlers {

    @Bean
    AsyncableHandler<Parcel> send() {
      return new SendParcel();
    }

    @Bean
    AsyncableHandler<Invoice> book() {
      return new BookInvoice();
    }

    @Bean
    AsyncableHandler<Receipt> print() {
      return new PrintReceipt();
    }

    @Bean
    AsyncableHandler<Telegram> wire() {
      return new WireTelegram();
    }
  }

  static final class PrintReceipt implements AsyncableHandler<Receipt> {
    @Override
    public void process(Receipt receipt, Attempt attempt) {}

    @Override
    public RecordAttributes attributes() {
      return RecordAttributes.subject("customer.person.number")
          .submittedBy("clerk")
          .participantId("customer.person.account");
    }
  }

  static final class WireTelegram implements AsyncableHandler<Telegram> {
    @Override
    public void process(Telegram telegram, Attempt attempt) {}
  }

  static final class SendParcel implements AsyncableHandler<Parcel> {
    @Override
    public void process(Parcel parcel, Attempt attempt) {}

    @Override
    public RecordAttributes attributes() {
      return RecordAttributes.subject("subject")
          .submittedBy("owner")
          .tenant("tenant")
          .participantId("tenant");
    }

    @Override
    public RecordDescription describe(Parcel parcel) {
      if ("speechless".equals(parcel.label)) {
        throw new StackOverflowError();
      }
      return new RecordDescription(parcel.label, "/parcels/" + parcel.id)
          .fact("Weight", "two pounds");
    }
  }

  static final class BookInvoice implements AsyncableHandler<Invoice> {
    @Override
    public void process(Invoice invoice, Attempt attempt) {}

    @Override
    public RecordDescription describe(Invoice invoice) {
      throw new NoClassDefFoundError("no words");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Access {

    @Bean
    InMemoryUserDetailsManager users() {
      return new InMemoryUserDetailsManager(
          user("operator", "OPERATOR"),
          user("viewer", "VIEWER"),
          user("alice", "SUBMITTER"),
          user("clerk", "CLERK"),
          user("steward", "STEWARD"),
          user("auditor", "AUDITOR"));
    }

    private static UserDetails user(String name, String role) {
      return User.withUsername(name).password(name).roles(role).build();
    }

    /** A real one takes fifty milliseconds of each request, on purpose. */
    @Bean
    PasswordEncoder passwords() {
      return new PasswordEncoder() {
        @Override
        public String encode(@Nullable CharSequence password) {
          return String.valueOf(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
          return encode(password).equals(encoded);
        }
      };
    }

    /** Hands out the token of the session, for requests without a form. */
    @Bean
    RouterFunction<ServerResponse> tokens() {
      return RouterFunctions.route()
          .GET(
              "/csrf",
              request ->
                  ServerResponse.ok()
                      .body(
                          request
                              .attribute(CsrfToken.class.getName())
                              .map(token -> ((CsrfToken) token).getToken())
                              .orElseThrow()))
          .build();
    }

    /** Fails when it is told to, as a broken filter of the application would. */
    @Bean
    Filter broken() {
      return (request, response, chain) -> {
        if (((HttpServletRequest) request).getHeader("X-Break") != null) {
          throw new IllegalArgumentException("secret innards");
        }
        chain.doFilter(request, response);
      };
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers("/actuator/**", "/error", "/csrf")
                      .permitAll()
                      .anyRequest()
                      .authenticated())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/api/**"))
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }
}
