package io.asyncable.test.engine;

import io.asyncable.test.RealServers;
import io.asyncable.test.TestClockConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * An engine that does nothing by itself, on a clock that stands still: the test claims, completes
 * and sweeps. Consumer groups, because a test can say how far such a group has read.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = EngineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:engine-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "asyncable.roles=web",
      "asyncable.kafka.group-type=consumer",
      "asyncable.types.Letter.retry-interval=10s",
      "asyncable.types.Letter.jitter=0",
      "asyncable.types.Letter.sweep-limit=5",
      "asyncable.types.Payment.max-failures=2",
      "asyncable.types.Payment.transaction-size=10"
    })
@Import({TestClockConfiguration.class, Workbench.class, Races.class, Broker.class, Traces.class})
@ContextConfiguration(initializers = RealServers.class)
public @interface StillEngineTest {}
