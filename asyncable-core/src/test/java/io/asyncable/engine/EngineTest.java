package io.asyncable.engine;

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
      "asyncable.types.Letter.retry-interval=200ms",
      "asyncable.types.Letter.permanent=java.lang.IllegalArgumentException"
    })
@ContextConfiguration(initializers = io.asyncable.test.RealServers.class)
@interface EngineTest {}
