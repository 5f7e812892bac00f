package io.asyncable.test.web;

import io.asyncable.test.RealServers;
import io.asyncable.test.counting.Counting;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Serves the pages of the test application on a port of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = WebTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.liquibase.change-log=classpath:web-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "spring.jpa.open-in-view=false",
      "management.endpoint.health.show-details=always",
      "asyncable.roles=web",
      "asyncable.web.access.operator=ROLE_OPERATOR",
      "asyncable.web.access.viewer=ROLE_VIEWER",
      "asyncable.web.access.own=ROLE_SUBMITTER",
      "asyncable.web.access.permissions.view-list=ROLE_STEWARD",
      "asyncable.web.access.permissions.bulk=ROLE_STEWARD",
      "asyncable.web.access.permissions.restart=ROLE_STEWARD",
      "asyncable.web.access.permissions.view-audit=ROLE_AUDITOR",
      "asyncable.web.access.types.Invoice.operator=ROLE_OPERATOR,ROLE_CLERK",
      "asyncable.web.access.types.Invoice.viewer=ROLE_VIEWER",
      "asyncable.types.Parcel.services=post",
      "asyncable.types.Invoice.queue=books",
      "asyncable.types.Telegram.queue=books",
      "asyncable.queues.books.concurrency=2",
      "resilience4j.circuitbreaker.instances.post.minimum-number-of-calls=5"
    })
@ContextConfiguration(initializers = RealServers.class)
@Import({Rows.class, Counting.class})
public @interface WebTest {}
