package io.asyncable.test.engine;

import io.asyncable.test.EngineDriver;
import io.asyncable.test.EnqueuedJobs;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.InlineConfiguration;
import io.asyncable.test.RealServers;
import io.asyncable.test.TestClockConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Runs the engine inline, as an application's tests do: no Kafka, a clock to move, drained. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = EngineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:engine-changelog.yaml",
      "spring.kafka.bootstrap-servers=127.0.0.1:1",
      "asyncable.jobs.tenants=acme",
      "asyncable.jobs.log.lines=5",
      "asyncable.jobs.log.line-length=40",
      "asyncable.jobs.max-result=1KB",
      "resilience4j.timelimiter.instances.[errand.timed].timeout-duration=500ms",
      "asyncable.jobs.types.[errand.retried].keep-processed=3d"
    })
@ContextConfiguration(initializers = RealServers.class)
@Import({
  InlineConfiguration.class,
  TestClockConfiguration.class,
  EngineDriver.class,
  EnqueuedJobs.class,
  FaultInjector.class
})
public @interface InlineEngineTest {}
