package io.asyncable.app.system.access;

import io.asyncable.ConfigurationProblem;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often somebody may try to sign in and fail. Whoever is signed in already stays so.
 *
 * @param failuresPerName failures after which a user name has to wait, from wherever it comes;
 *     default 10. Too few, and strangers who know a name can keep its owner out.
 * @param failuresPerAddress failures after which an address has to wait, whatever the names;
 *     default 100, because many people may share an address. Behind a proxy, set
 *     server.forward-headers-strategy to native and server.tomcat.remoteip.internal-proxies to the
 *     proxy's address, or all the world is one address.
 * @param within how long a failure counts, from the first one on, and so the longest wait; default
 *     15 minutes
 */
@ConfigurationProperties("asyncable.app.login")
record LoginSettings(
    @DefaultValue("10") int failuresPerName,
    @DefaultValue("100") int failuresPerAddress,
    @DefaultValue("15m") Duration within) {

  LoginSettings {
    require(failuresPerName > 0, "failures-per-name must be at least 1");
    require(failuresPerAddress > 0, "failures-per-address must be at least 1");
    require(within.toSeconds() > 0, "within must be at least a second");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new ConfigurationProblem("asyncable.app.login.%s.".formatted(rule));
    }
  }
}
