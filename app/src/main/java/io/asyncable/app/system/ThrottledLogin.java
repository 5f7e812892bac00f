package io.asyncable.app.system;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords, with the form and with each request of a program, and makes those wait who fail
 * too often. Requests that are under way together may fail a little more often than the limit.
 */
final class ThrottledLogin implements AuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(ThrottledLogin.class);

  private final UserDetailsManager users;
  private final DaoAuthenticationProvider passwords;
  private final Failures byName;
  private final Failures byAddress;

  ThrottledLogin(UserDetailsManager users, LoginSettings settings, Clock clock) {
    this.users = users;
    this.passwords = new DaoAuthenticationProvider(users);
    this.byName = new Failures(settings.failuresPerName(), settings.within(), clock);
    this.byAddress = new Failures(settings.failuresPerAddress(), settings.within(), clock);
  }

  @Override
  public boolean supports(Class<?> login) {
    return passwords.supports(login);
  }

  @Override
  public Authentication authenticate(Authentication login) {
    String name = login.getName().toLowerCase(Locale.ROOT);
    String address = address(login);
    Optional<Duration> remaining = byName.remaining(name).or(() -> byAddress.remaining(address));
    if (remaining.isPresent()) {
      throw new TooManyFailures(remaining.get());
    }
    try {
      Authentication user = passwords.authenticate(login);
      byName.forget(name);
      return user;
    } catch (BadCredentialsException wrong) {
      failed(name, address);
      throw wrong;
    }
  }

  private void failed(String name, String address) {
    // What is no user's name may well be a password in the wrong field.
    String shown = users.userExists(name) ? name : "somebody unknown";
    log.info("Sign-in failed: {} from {}", shown, address);
    if (byName.add(name)) {
      log.warn("Sign-ins of {} are refused for a while: too many failures", shown);
    }
    if (byAddress.add(address)) {
      log.warn("Sign-ins from {} are refused for a while: too many failures", address);
    }
  }

  private static String address(Authentication login) {
    return login.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "nowhere";
  }
}
