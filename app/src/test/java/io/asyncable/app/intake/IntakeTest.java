package io.asyncable.app.intake;

import io.asyncable.app.sandbox.SandboxConfiguration;
import io.asyncable.test.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The whole application with real servers and the sandbox of the external services. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    properties = {
      "asyncable.app.users.alice.password={noop}alice",
      "asyncable.app.users.alice.roles=SUBMITTER",
      "asyncable.defaults.retry-interval=200ms",
      "asyncable.defaults.max-retry-interval=1s",
      "asyncable.types.RequestIssue.retry-interval=200ms",
      "asyncable.types.BoardGrantEffectuation.retry-interval=200ms"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = RealServers.class)
@Import(SandboxConfiguration.class)
@interface IntakeTest {}
