package io.asyncable.app.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** Works and sweeps only, tells its health on a port of its own, and has few threads for HTTP. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SecuredTest
@TestPropertySource(
    properties = {
      "asyncable.roles=worker,sweeper",
      "management.server.port=0",
      "server.tomcat.threads.max=4",
      "asyncable.app.bodies.within=1s"
    })
public @interface WorkerInstance {}
