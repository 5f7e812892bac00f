package io.asyncable.ops.pages;

import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The application with the role {@code web}, in a JVM with a heap of 256 MB. */
record WebProcess(Process process, int port) implements AutoCloseable {

  static WebProcess start(Path folder, String databaseUrl, String bootstrapServers)
      throws IOException {
    int port = Servers.freePort();
    Path log = folder.resolve("web.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                PagesApplication.class.getName(),
                "--server.port=" + port,
                "--spring.config.name=pages",
                "--spring.config.location=classpath:pages/",
                "--spring.profiles.active=web",
                "--spring.datasource.url=" + databaseUrl,
                "--spring.kafka.bootstrap-servers=" + bootstrapServers)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    WebProcess web = new WebProcess(process, port);
    Wait.until("the web application, see " + log, web::answers);
    return web;
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The web application ended with " + process.exitValue());
    }
    try {
      return new Browser(port).status("/jobs?type=Errand") == 200;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /** The most memory that it has had, in MB, as Linux tells; 0 elsewhere. */
  long peakMegabytes() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException elsewhere) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
