package io.asyncable.ops.starts;

import io.asyncable.ops.bench.ResultsPage;
import io.asyncable.ops.instance.Instance;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.Ports;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the application's jar once in each wrong way beside real servers, and puts into {@code
 * STARTS.md} how it ended, in how many lines, and the sentence that says why:
 *
 * <pre>
 * ./mvnw -q -pl ops -am package -DskipTests exec:exec -Dbenchmark.main=io.asyncable.ops.starts.Starts
 * </pre>
 *
 * <p>Ends with 1 if a start did not end with 1, or printed a stack trace. Given {@code
 * -Dbenchmark.options=-Dstarts.only=asyncable.kafka}, makes only the starts whose setting begins
 * so, and leaves the page as it is.
 */
final class Starts {

  private static final int AT_ONCE = 2;
  private static final long LONGEST_SECONDS = 600;

  /** Stands in the page for the server that the database is really on. */
  private static final String SERVER = "jdbc:postgresql://db";

  private static final Path PAGE = Path.of("STARTS.md");

  private final String only = System.getProperty("starts.only", "");
  private final AtomicInteger starts = new AtomicInteger();
  private final Map<String, String> right = new LinkedHashMap<>();

  /** One for each start at a time: two that migrate the same one disturb each other. */
  private final BlockingQueue<String> databases = new ArrayBlockingQueue<>(AT_ONCE);

  private Starts() {
    while (databases.offer(PostgresServer.shared().createDatabase())) {
      // Until there are enough.
    }
    right.put("server.port", "0");
    right.put("spring.datasource.username", PostgresServer.USER);
    right.put("spring.kafka.bootstrap-servers", KafkaServer.shared().bootstrapServers());
    right.put("asyncable.app.services.vbms.url", "http://127.0.0.1:1");
    right.put("asyncable.app.services.bgs.url", "http://127.0.0.1:1");
    right.put("asyncable.app.users.olivia.password", "{noop}olivia");
    right.put("asyncable.app.users.olivia.roles", "OPERATOR");
  }

  public static void main(String[] arguments) throws Exception {
    boolean kept = new Starts().run();
    // The servers' threads would keep the process.
    System.exit(kept ? 0 : 1);
  }

  /**
   * How a start ended.
   *
   * @param wrong the setting
   * @param exit the code that it ended with, or that it did not end
   */
  private record End(String wrong, String exit, List<String> lines) {

    static final String HEADER =
        """
        | wrong | exit code | lines | lines of stack | sentence |
        |---|---:|---:|---:|---|
        """;

    long stack() {
      return lines.stream().filter(line -> line.startsWith("\tat ")).count();
    }

    boolean isAsItShallBe() {
      return exit.equals("1") && stack() == 0;
    }

    String row() {
      return "| `%s` | %s | %d | %d | %s |%n"
          .formatted(wrong, exit, lines.size(), stack(), sentence());
    }

    /** What stands under the description of Spring Boot, with what it says of the reason. */
    private String sentence() {
      int description = lines.indexOf("Description:");
      if (description < 0) {
        return "none";
      }
      return String.join(
              " ",
              lines.subList(description + 1, lines.size()).stream()
                  .map(String::strip)
                  .filter(line -> !line.isEmpty())
                  .takeWhile(line -> !line.equals("Action:"))
                  .toList())
          .replace("|", "\\|");
    }
  }

  private boolean run() throws Exception {
    String url = databases.element();
    String server = url.substring(0, url.lastIndexOf('/'));
    ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<End>> ends = new ArrayList<>();
    for (WrongStart wrong : WrongStart.all(server, Ports.free())) {
      if (wrong.setting().startsWith(only)) {
        ends.add(starters.submit(() -> start(wrong, server)));
      }
    }
    boolean kept = true;
    StringBuilder table = new StringBuilder(End.HEADER);
    for (Future<End> end : ends) {
      kept &= end.get().isAsItShallBe();
      table.append(end.get().row());
      System.out.print(end.get().row());
      if (only.isEmpty()) {
        new ResultsPage(PAGE, "results").put(table.toString());
      }
    }
    starters.shutdown();
    return kept;
  }

  private End start(WrongStart wrong, String server) throws IOException, InterruptedException {
    Path output = Files.createTempFile("asyncable-start", ".log");
    String database = databases.take();
    try {
      String exit = run(command(wrong, database), output);
      List<String> lines =
          Files.readAllLines(output).stream().map(line -> line.replace(server, SERVER)).toList();
      return new End(wrong.setting().replace(server, SERVER), exit, lines);
    } finally {
      databases.put(database);
      Files.delete(output);
    }
  }

  private List<String> command(WrongStart wrong, String database) {
    Map<String, String> settings = new LinkedHashMap<>(right);
    settings.put("spring.datasource.url", database);
    // Or a start would find the topics that another one has made.
    settings.put("asyncable.kafka.topic-prefix", "start-%d.".formatted(starts.incrementAndGet()));
    settings.remove(wrong.name());
    return Stream.of(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Instance.jar().toString()),
            settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue())),
            Stream.of("--" + wrong.setting()))
        .flatMap(parts -> parts)
        .collect(Collectors.toList());
  }

  private static String run(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      return String.valueOf(process.exitValue());
    }
    process.destroy();
    process.waitFor();
    return "none within %d s".formatted(LONGEST_SECONDS);
  }
}
