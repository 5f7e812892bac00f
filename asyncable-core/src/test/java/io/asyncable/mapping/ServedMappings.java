package io.asyncable.mapping;

import io.asyncable.test.EngineDriver;
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

/** Runs the application of many mappings inline, by a settable clock. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = MappingApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:mapping-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "spring.kafka.bootstrap-servers=127.0.0.1:1",
      "asyncable.defaults.retry-interval=1m",
      "asyncable.defaults.jitter=0",
      "asyncable.types.MailNotice.queue=mail",
      "asyncable.types.MailNotice.window=1d",
      "asyncable.queues.mail.concurrency=2"
    })
@ContextConfiguration(initializers = RealServers.class)
@Import({InlineConfiguration.class, TestClockConfiguration.class, EngineDriver.class})
@interface ServedMappings {}
