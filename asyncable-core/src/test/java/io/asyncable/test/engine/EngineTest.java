package io.asyncable.test.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** Runs the engine of one context against the shared servers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = EngineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:engine-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "spring.jpa.open-in-view=false",
      "asyncable.sweep.grace=2s",
      "asyncable.sweep.interval=200ms",
      "asyncable.kafka.delivery-timeout=1s",
      "asyncable.jobs.publish-limit=100",
      "asyncable.types.Letter.retry-interval=200ms",
      "asyncable.types.Payment.retry-interval=200ms",
      "asyncable.types.Payment.services=bank",
      "asyncable.types.[Filing.decision].services=post",
      "asyncable.types.[Filing.decision].permanent=java.util.concurrent.TimeoutException",
      "resilience4j.timelimiter.instances.[Filing.decision].timeout-duration=1s",
      "resilience4j.circuitbreaker.instances.[Filing.decision].record-exceptions=java.util.concurrent.TimeoutException",
      "asyncable.types.[Filing.establishment].services=desk",
      "resilience4j.circuitbreaker.instances.bank.sliding-window-size=4",
      "resilience4j.circuitbreaker.instances.bank.minimum-number-of-calls=4",
      "resilience4j.circuitbreaker.instances.bank.wait-duration-in-open-state=1s",
      "resilience4j.circuitbreaker.instances.bank.permitted-number-of-calls-in-half-open-state=2",
      "resilience4j.ratelimiter.instances.post.limit-for-period=2",
      "resilience4j.ratelimiter.instances.post.limit-refresh-period=200ms",
      "resilience4j.bulkhead.instances.desk.max-concurrent-calls=1",
      "resilience4j.timelimiter.instances.Letter.timeout-duration=1s",
      "asyncable.types.Letter.permanent=java.lang.IllegalArgumentException"
    })
@ContextConfiguration(initializers = io.asyncable.test.RealServers.class)
public @interface EngineTest {}
