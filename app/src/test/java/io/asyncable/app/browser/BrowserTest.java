package io.asyncable.app.browser;

import io.asyncable.app.sandbox.SandboxConfiguration;
import io.asyncable.test.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a port of its own, with real servers, the sandbox of the external
 * services and three users whose passwords equal their names; started once for all these tests. A
 * test takes {@link Browsers} as a parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "server.forward-headers-strategy=native",
      // As in production, and not in most tests.
      "spring.aop.auto=true",
      "server.tomcat.remoteip.internal-proxies=127.0.0.0/8",
      "asyncable.app.users.operator.password={noop}operator",
      "asyncable.app.users.operator.roles=OPERATOR",
      "asyncable.app.users.viewer.password={noop}viewer",
      "asyncable.app.users.viewer.roles=VIEWER",
      "asyncable.app.users.alice.password={noop}alice",
      "asyncable.app.users.alice.roles=SUBMITTER",
      "asyncable.app.login.failures-per-name=3"
    })
@ContextConfiguration(initializers = RealServers.class)
@Import({SandboxConfiguration.class, Work.class, Posts.class, Consumption.class, Trouble.class})
@interface BrowserTest {}
