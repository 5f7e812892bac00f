package io.asyncable.app.test;

import io.asyncable.test.RealServers;
import io.asyncable.test.TestClockConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The application as people and programs meet it at its doors; the password is secret. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "asyncable.app.users.olga.password={bcrypt}"
          + "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
      "asyncable.app.users.olga.roles=OPERATOR",
      "asyncable.app.users.vic.password={noop}secret",
      "asyncable.app.users.vic.roles=VIEWER",
      "asyncable.app.users.tim.password={noop}secret",
      "asyncable.app.users.tim.roles=VIEWER",
      "asyncable.app.users.alice.password={noop}secret",
      "asyncable.app.users.alice.roles=SUBMITTER",
      "asyncable.app.login.failures-per-name=3",
      "asyncable.app.services.bgs.url=http://127.0.0.1:1",
      "asyncable.app.services.vbms.url=http://127.0.0.1:1",
      "asyncable.roles=web"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = RealServers.class)
@Import(TestClockConfiguration.class)
public @interface SecuredTest {}
