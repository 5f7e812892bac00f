package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.test.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class ThrottledLoginTest {

  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final ThrottledLogin login =
      new ThrottledLogin(
          new InMemoryUserDetailsManager(
              User.withUsername("ann").password("{noop}right").roles("VIEWER").build(),
              User.withUsername("ben").password("{noop}right").roles("VIEWER").build()),
          new LoginSettings(3, 5, WITHIN),
          clock);

  private void signIn(String name, String password, String address) {
    UsernamePasswordAuthenticationToken request =
        UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    request.setDetails(new WebAuthenticationDetails(address, null));
    login.authenticate(request);
  }

  private void fail(String name, String address) {
    assertThatExceptionOfType(BadCredentialsException.class)
        .isThrownBy(() -> signIn(name, "wrong", address));
  }

  @Test
  void aNameWaitsAfterItsFailuresFromWhereverTheyCame() {
    fail("ann", "10.0.0.1");
    fail("Ann", "10.0.0.2");
    clock.advance(Duration.ofMinutes(4));
    fail("ANN", "10.0.0.3");

    assertThatThrownBy(() -> signIn("ann", "right", "10.0.0.4"))
        .isInstanceOf(TooManyFailures.class)
        .hasMessage("Too many failed tries to sign in. Try again in 6 minutes.");
    assertThatCode(() -> signIn("ben", "right", "10.0.0.1")).doesNotThrowAnyException();

    clock.advance(Duration.ofMinutes(5).plusSeconds(30));
    assertThatThrownBy(() -> signIn("ann", "right", "10.0.0.4"))
        .hasMessageEndingWith("Try again in 30 seconds.");
    clock.advance(Duration.ofSeconds(30));
    assertThatCode(() -> signIn("ann", "right", "10.0.0.4")).doesNotThrowAnyException();
  }

  @Test
  void anAddressWaitsAfterItsFailuresWhateverTheNames() {
    for (int i = 0; i < 5; i++) {
      fail("name" + i, "10.0.0.1");
    }

    assertThatThrownBy(() -> signIn("ann", "right", "10.0.0.1"))
        .isInstanceOf(TooManyFailures.class);
    assertThatCode(() -> signIn("ann", "right", "10.0.0.2")).doesNotThrowAnyException();
  }

  @Test
  void aSuccessForgetsTheFailuresOfTheNameOnly() {
    for (int i = 0; i < 2; i++) {
      fail("ann", "10.0.0.1");
      fail("ann", "10.0.0.1");
      signIn("ann", "right", "10.0.0.1");
    }
    fail("ben", "10.0.0.1");

    assertThatThrownBy(() -> signIn("ann", "right", "10.0.0.1"))
        .isInstanceOf(TooManyFailures.class);
  }

  @Test
  void tooLittleIsRefused() {
    assertThatThrownBy(() -> new LoginSettings(0, 5, WITHIN))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage("asyncable.app.login.failures-per-name must be at least 1.");
  }

  @Test
  void theRestOfASecondIsASecondToWait() {
    assertThat(new TooManyFailures(Duration.ofMillis(100)).retryAfter()).isEqualTo("1");
  }
}
