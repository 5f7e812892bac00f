package io.asyncable.app;

import io.asyncable.app.sandbox.SandboxConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The development run, {@code ./mvnw spring-boot:test-run}: the application with a PostgreSQL that
 * keeps its data, a Kafka broker, and three users.
 *
 * <p>{@code ASYNCABLE_DEV_DATA_DIR} moves the data, {@code SERVER_PORT} the application.
 */
final class TestAsyncableApplication {

  private TestAsyncableApplication() {}

  public static void main(String[] arguments) {
    try {
      DevelopmentData data = DevelopmentData.open();
      DevelopmentLog log = DevelopmentLog.in(data.folder());
      log.begin();
      ConfigurableApplicationContext context = start(data, log, arguments);
      System.out.println(DevelopmentBanner.of(data.folder(), context.getEnvironment()));
    } catch (DevelopmentData.InUse e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (RuntimeException e) {
      e.printStackTrace();
      // Kafka's threads would keep the JVM alive.
      System.exit(1);
    }
  }

  private static DevelopmentServers start(DevelopmentData data) {
    DevelopmentServers servers = new DevelopmentServers(data);
    Thread untilSpringTakesOver = new Thread(servers::stop, "stop-development-servers");
    Runtime.getRuntime().addShutdownHook(untilSpringTakesOver);
    servers.start();
    // Spring's own hook runs this after it has closed the application, which needs the servers to
    // finish its work.
    SpringApplication.getShutdownHandlers().add(servers::stop);
    Runtime.getRuntime().removeShutdownHook(untilSpringTakesOver);
    return servers;
  }

  private static ConfigurableApplicationContext start(
      DevelopmentData data, DevelopmentLog log, String[] arguments) {
    DevelopmentServers servers = start(data);
    log.handOver();
    try {
      return SpringApplication.from(AsyncableApplication::main)
          .with(SandboxConfiguration.class)
          .run(DevelopmentSettings.of(servers, log).before(arguments))
          .getApplicationContext();
    } catch (RuntimeException reportedBySpring) {
      servers.stop();
      data.remedy(reportedBySpring).ifPresent(System.err::println);
      System.exit(1);
      throw reportedBySpring;
    }
  }
}
