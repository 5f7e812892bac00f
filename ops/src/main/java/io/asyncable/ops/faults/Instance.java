package io.asyncable.ops.faults;

import io.asyncable.ops.bench.Wait;
import io.asyncable.test.Ports;
import io.asyncable.test.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application from its jar, in a process of its own, behind a network that can be cut. */
final class Instance implements AutoCloseable {

  private static final String USER = "operator";
  private static final Path BUILT = Path.of("..", "app", "target");

  /** It lives too briefly for the second compiler, which would take a processor from it. */
  private static final List<String> JVM =
      List.of(
          "-Xmx384m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Duration SHORTEST_START = Duration.ofMinutes(1);
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final int port = Ports.free();
  private final TcpProxy network;
  private final List<String> arguments;
  private final Path log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final List<Start> starts = new ArrayList<>();
  private @Nullable Process process;

  /**
   * @param arguments what it is started with besides its name, its port and its user
   * @param network what stands between it and PostgreSQL
   */
  Instance(String name, List<String> arguments, TcpProxy network, Path log) {
    this.name = name;
    this.arguments = arguments;
    this.network = network;
    this.log = log;
  }

  String name() {
    return name;
  }

  TcpProxy network() {
    return network;
  }

  /** Where it writes what it logs, over all its starts. */
  Path log() {
    return log;
  }

  /** A start, which lasts a minute at least. */
  record Start(Instant began, Instant ended) {

    static Start at(Instant time) {
      return new Start(time, time.plus(SHORTEST_START));
    }

    boolean contains(Instant time) {
      return !time.isBefore(began) && time.isBefore(ended);
    }

    Start until(Instant time) {
      return time.isAfter(ended) ? new Start(began, time) : this;
    }
  }

  /** When it was started. */
  List<Start> starts() {
    return List.copyOf(starts);
  }

  /** Starts it without waiting for it. */
  void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-jar", jar().toString()));
    command.add("--server.port=" + port);
    command.add("--asyncable.worker.name=" + name);
    command.add("--asyncable.app.users.%s.password={noop}%s".formatted(USER, USER));
    command.add("--asyncable.app.users.%s.roles=OPERATOR".formatted(USER));
    command.addAll(arguments);
    starts.add(Start.at(Instant.now()));
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      process = started;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Path jar() {
    try (Stream<Path> built = Files.list(BUILT)) {
      return built
          .filter(file -> file.getFileName().toString().matches("asyncable-app-.*\\.jar"))
          .filter(file -> !file.getFileName().toString().endsWith("-tests.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("There is no application's jar in " + BUILT));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Returns when it says that it is well. */
  void awaitStarted() {
    if (!Wait.within(LONGEST_START, () -> !process().isAlive() || answersWell())
        || !process().isAlive()) {
      throw new IllegalStateException(
          "The instance %s did not start within %s, see %s".formatted(name, LONGEST_START, log));
    }
    starts.set(starts.size() - 1, starts.get(starts.size() - 1).until(Instant.now()));
  }

  private boolean answersWell() {
    try {
      return get("/actuator/health").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Stops it as an orchestrator does. */
  void stop() {
    process().destroy();
    try {
      if (!process().waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "The instance %s did not stop within %s".formatted(name, LONGEST_STOP));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Ends it in the midst of whatever it does. */
  void kill() {
    process().destroyForcibly();
    process().onExit().join();
  }

  /** Takes its processors away. */
  void freeze() {
    signal("STOP");
  }

  /** Gives them back. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process().pid()))
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The processor time that it has used since its start. */
  Duration processorTime() {
    return process().info().totalCpuDuration().orElseThrow();
  }

  HttpResponse<String> get(String address) throws IOException {
    try {
      return client.send(request(address).GET().build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A request by a user who may do everything. */
  HttpRequest.Builder request(String address) {
    byte[] credentials = (USER + ":" + USER).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
        .timeout(PATIENCE);
  }

  HttpClient client() {
    return client;
  }

  private Process process() {
    return Objects.requireNonNull(process, "not started");
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    network.close();
  }
}
