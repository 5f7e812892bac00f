package io.asyncable.app;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the development run tells what it does: all of it in a file, warnings and errors on the
 * console too, where a developer wants to find the banner.
 */
record DevelopmentLog(Path file) {

  static DevelopmentLog in(Path folder) {
    return new DevelopmentLog(folder.resolve("asyncable.log"));
  }

  Map<String, String> properties() {
    return Map.of("logging.file.name", file.toString(), "logging.threshold.console", "warn");
  }

  /** Holds for the servers, which start before Spring does, and would log all that they can. */
  void begin() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("development", Map.copyOf(properties())));
    LoggingSystem logging = system();
    logging.beforeInitialize();
    logging.initialize(
        new LoggingInitializationContext(environment), null, LogFile.get(environment));
  }

  /** Spring begins anew, by the settings of the user. */
  void handOver() {
    system().cleanUp();
  }

  private static LoggingSystem system() {
    return LoggingSystem.get(DevelopmentLog.class.getClassLoader());
  }
}
