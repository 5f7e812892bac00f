package io.asyncable.app.system.access;

import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many failed sign-ins the application allows. People who are already signed in are not
 * affected.
 *
 * @param failuresPerName number of failures after which a user name has to wait, from whatever
 *     address; default 10. With a low value, strangers who know a name can lock its owner out.
 * @param failuresPerAddress number of failures after which an address has to wait, for whatever
 *     name; default 100, because many people may share an address. Behind a proxy, set
 *     server.forward-headers-strategy to native and server.tomcat.remoteip.internal-proxies to the
 *     proxy's address; otherwise all visitors count as one address.
 * @param within how long failures count, beginning with the first, which is also the longest wait;
 *     default 15 minutes
 */
@ConfigurationProperties("asyncable.app.login")
record LoginSettings(
    @DefaultValue("10") int failuresPerName,
    @DefaultValue("100") int failuresPerAddress,
    @DefaultValue("15m") Duration within) {

  LoginSettings {
    NumberSetting.requireAtLeast("asyncable.app.login.failures-per-name", failuresPerName, 1);
    NumberSetting.requireAtLeast("asyncable.app.login.failures-per-address", failuresPerAddress, 1);
    DurationSetting.require(
        "asyncable.app.login.within", within, Duration.ofSeconds(1), DurationSetting.LONGEST);
  }
}
