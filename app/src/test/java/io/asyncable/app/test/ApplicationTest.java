package io.asyncable.app.test;

import io.asyncable.app.sandbox.SandboxConfiguration;
import io.asyncable.sample.SampleDomain;
import io.asyncable.test.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with real servers, the sandbox of the external services, and a sample of a
 * new domain.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    properties = {
      "asyncable.app.users.alice.password={noop}alice",
      "asyncable.app.users.alice.roles=SUBMITTER",
      "asyncable.defaults.retry-interval=200ms",
      "asyncable.defaults.max-retry-interval=1s",
      "asyncable.types.RequestIssue.retry-interval=200ms",
      "asyncable.types.BoardGrantEffectuation.retry-interval=200ms",
      "resilience4j.circuitbreaker.configs.external.wait-duration-in-open-state=1s"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = RealServers.class)
@Import({SandboxConfiguration.class, SampleDomain.class})
public @interface ApplicationTest {}
