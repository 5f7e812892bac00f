package io.asyncable.app.system.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords, with the form and with each request of a program, and makes people wait who
 * fail too often. A try counts before it is checked, and the tries of a name are checked one by
 * one. So no more tries than the limit are checked, however many arrive at once.
 */
final class ThrottledLogin implements AuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(ThrottledLogin.class);

  private final UserDetailsManager users;
  private final DaoAuthenticationProvider passwords;
  private final Failures byName;
  private final Failures byAddress;
  private final Failures byBoth;
  private final Cache<String, Lock> turns = Caffeine.newBuilder().weakValues().build();

  ThrottledLogin(UserDetailsManager users, LoginSettings settings, Clock clock) {
    this.users = users;
    this.passwords = new DaoAuthenticationProvider(users);
    this.passwords.setPasswordEncoder(
        new RememberedMatches(PasswordEncoderFactories.createDelegatingPasswordEncoder(), clock));
    this.byName = new Failures(settings.failuresPerName(), settings.within(), clock);
    this.byAddress = new Failures(settings.failuresPerAddress(), settings.within(), clock);
    this.byBoth = new Failures(settings.failuresPerName(), settings.within(), clock);
  }

  @Override
  public boolean supports(Class<?> login) {
    return passwords.supports(login);
  }

  @Override
  public Authentication authenticate(Authentication login) {
    String name = login.getName().toLowerCase(Locale.ROOT);
    String address = address(login);
    Lock turn = turns.get(name, any -> new ReentrantLock());
    turn.lock();
    try {
      begin(name, address);
      return check(login, name, address);
    } finally {
      turn.unlock();
    }
  }

  private void begin(String name, String address) {
    if (!byName.begin(name)) {
      throw new TooManyFailures(byName.remaining(name));
    }
    if (!byAddress.begin(address)) {
      byName.forget(name, 1);
      throw new TooManyFailures(byAddress.remaining(address));
    }
  }

  private Authentication check(Authentication login, String name, String address) {
    try {
      Authentication user = passwords.authenticate(login);
      // Failures from other addresses stay counted; otherwise a program that signs in all the time
      // would give attackers new tries.
      byName.forget(name, 1 + byBoth.count(both(name, address)));
      byBoth.forget(both(name, address), Integer.MAX_VALUE);
      byAddress.forget(address, 1);
      return user;
    } catch (BadCredentialsException wrong) {
      failed(name, address);
      throw wrong;
    } catch (RuntimeException noFailure) {
      byName.forget(name, 1);
      byAddress.forget(address, 1);
      throw noFailure;
    }
  }

  private static String both(String name, String address) {
    return address + " " + name;
  }

  private void failed(String name, String address) {
    // A text that is not a user name may be a password in the wrong field.
    String shown = users.userExists(name) ? name : "somebody unknown";
    log.info("Sign-in failed: {} from {}", shown, address);
    byBoth.begin(both(name, address));
    if (byName.isSpent(name)) {
      log.warn("Sign-ins as {} are refused for a while because of too many failures", shown);
    }
    if (byAddress.isSpent(address)) {
      log.warn("Sign-ins from {} are refused for a while because of too many failures", address);
    }
  }

  private static String address(Authentication login) {
    return login.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "nowhere";
  }
}
