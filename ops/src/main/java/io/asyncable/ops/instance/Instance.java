package io.asyncable.ops.instance;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.Wait;
import io.asyncable.test.Ports;
import io.asyncable.test.PostgresServer;
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

/**
 * The application from its jar, in a process of its own that ends when it has no memory, with its
 * health on a port of its own.
 */
public final class Instance implements AutoCloseable {

  /** The name, and the password, of a user who may do everything. */
  public static final String USER = "operator";

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
  private final int healthPort = Ports.free();
  private final List<String> arguments;
  private final Path log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final List<Start> starts = new ArrayList<>();
  private @Nullable Process process;

  /**
   * @param arguments what it is started with besides its name, its ports and its user
   * @param log where it writes what it logs, over all its starts
   */
  public Instance(String name, List<String> arguments, Path log) {
    this.name = name;
    this.arguments = arguments;
    this.log = log;
  }

  /** The arguments of an instance that uses these servers and services. */
  public static List<String> arguments(
      String databaseUrl, String bootstrapServers, String topicPrefix, SandboxServices services) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.datasource.url=" + databaseUrl);
    arguments.add("--spring.datasource.username=" + PostgresServer.USER);
    arguments.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
    arguments.add("--asyncable.kafka.topic-prefix=" + topicPrefix);
    services.properties().forEach((key, value) -> arguments.add("--%s=%s".formatted(key, value)));
    return arguments;
  }

  /** Its name, which its workers have as well. */
  public String name() {
    return name;
  }

  /** Where it writes what it logs, over all its starts. */
  public Path log() {
    return log;
  }

  /** A start, which lasts a minute at least. */
  public record Start(Instant began, Instant ended) {

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
  public List<Start> starts() {
    return List.copyOf(starts);
  }

  /** Starts it without waiting for it. */
  public void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-jar", jar().toString()));
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + healthPort);
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

  /** The application's jar, as the build has left it. */
  public static Path jar() {
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
  public void awaitStarted() {
    if (!Wait.within(LONGEST_START, () -> !process().isAlive() || answersWell())
        || !process().isAlive()) {
      throw new IllegalStateException(
          "The instance %s did not start within %s, see %s".formatted(name, LONGEST_START, log));
    }
    starts.set(starts.size() - 1, starts.get(starts.size() - 1).until(Instant.now()));
  }

  private boolean answersWell() {
    try {
      return health().statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Stops it as an orchestrator does. */
  public void stop() {
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
  public void kill() {
    process().destroyForcibly();
    process().onExit().join();
  }

  /** Takes its processors away. */
  public void freeze() {
    signal("STOP");
  }

  /** Gives them back. */
  public void thaw() {
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

  /** Whether its process runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The processor time that it has used since its start. */
  public Duration processorTime() {
    return process().info().totalCpuDuration().orElseThrow();
  }

  /** What it tells a probe that may read the details. */
  HttpResponse<String> health() throws IOException {
    return get(healthPort, "/actuator/health");
  }

  /** Gets an address as a user who may do everything. */
  public HttpResponse<String> get(String address) throws IOException {
    return get(port, address);
  }

  private HttpResponse<String> get(int at, String address) throws IOException {
    try {
      return client.send(request(at, address).GET().build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A request by a user who may do everything. */
  public HttpRequest.Builder request(String address) {
    return request(port, address);
  }

  private static HttpRequest.Builder request(int at, String address) {
    byte[] credentials = (USER + ":" + USER).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(address(at, address))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
        .timeout(PATIENCE);
  }

  /** Where one of its pages is. */
  public URI address(String path) {
    return address(port, path);
  }

  private static URI address(int at, String path) {
    return URI.create("http://127.0.0.1:" + at + path);
  }

  /** Where it listens on the loopback interface. */
  public int port() {
    return port;
  }

  /** Its process for the system. */
  public long pid() {
    return process().pid();
  }

  /** What its requests are sent with. */
  public HttpClient client() {
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
  }
}
