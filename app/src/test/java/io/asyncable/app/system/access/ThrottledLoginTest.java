package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.test.TestClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        .hasMessage("Too many failed sign-ins. Try again in 6 minutes.");
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
  void ofManyGuessesAtOnceNoMoreThanTheLimitAreChecked() throws Exception {
    AtomicInteger checked = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(30);
    ExecutorService threads = Executors.newFixedThreadPool(30);
    for (int i = 0; i < 30; i++) {
      String address = "10.0.1." + i;
      threads.execute(
          () -> {
            all.countDown();
            awaitAll(all);
            try {
              signIn("ann", "wrong", address);
            } catch (BadCredentialsException wrong) {
              checked.incrementAndGet();
            } catch (TooManyFailures tooMany) {
              refused.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

    assertThat(checked).hasValue(3);
    assertThat(refused).hasValue(27);
  }

  @Test
  void ofManyRightTriesAtOnceAllGetIn() throws Exception {
    AtomicInteger in = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(30);
    CountDownLatch all = new CountDownLatch(30);
    for (int i = 0; i < 30; i++) {
      threads.execute(
          () -> {
            all.countDown();
            awaitAll(all);
            signIn("ann", "right", "10.0.0.1");
            in.incrementAndGet();
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

    assertThat(in).hasValue(30);
  }

  private static void awaitAll(CountDownLatch all) {
    try {
      all.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSuccessElsewhereGivesNoNewTries() {
    fail("ann", "10.0.0.1");
    fail("ann", "10.0.0.1");
    signIn("ann", "right", "10.0.0.2");
    fail("ann", "10.0.0.1");

    assertThatThrownBy(() -> signIn("ann", "wrong", "10.0.0.1"))
        .isInstanceOf(TooManyFailures.class);
  }

  @Test
  void tooLittleIsRefused() {
    assertThatThrownBy(() -> new LoginSettings(0, 5, WITHIN))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage("asyncable.app.login.failures-per-name is 0. Write a number of at least 1.");
    assertThatThrownBy(() -> new LoginSettings(3, 5, Duration.ofMillis(999)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("asyncable.app.login.within is 999ms. Write a duration from 1s to");
  }

  @Test
  void theRestOfASecondIsASecondToWait() {
    assertThat(new TooManyFailures(Duration.ofMillis(100)).retryAfter()).isEqualTo("1");
  }
}
