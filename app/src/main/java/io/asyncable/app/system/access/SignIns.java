package io.asyncable.app.system.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Logs who signs in and out with a browser, for auditors. {@link ThrottledLogin} logs failures. */
final class SignIns {

  private static final Logger log = LoggerFactory.getLogger(SignIns.class);

  @EventListener
  void signedIn(InteractiveAuthenticationSuccessEvent event) {
    log.info("Signed in: {}", who(event.getAuthentication()));
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    log.info("Signed out: {}", who(event.getAuthentication()));
  }

  private static String who(Authentication user) {
    return user.getDetails() instanceof WebAuthenticationDetails details
        ? user.getName() + " from " + details.getRemoteAddress()
        : user.getName();
  }
}
