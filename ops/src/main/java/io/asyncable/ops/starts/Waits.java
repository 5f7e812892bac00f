package io.asyncable.ops.starts;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.ResultsPage;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Wait;
import io.asyncable.ops.instance.HealthWatch;
import io.asyncable.ops.instance.Instance;
import io.asyncable.ops.instance.Load;
import io.asyncable.ops.instance.LogLines;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Takes Kafka and PostgreSQL away from the application's jar for three minutes each, and puts into
 * {@code STARTS.md} what it logs meanwhile, and how soon it goes on by itself:
 *
 * <pre>
 * ./mvnw -q -pl ops -am package -DskipTests exec:exec -Dbenchmark.main=io.asyncable.ops.starts.Waits
 * </pre>
 *
 * <p>Ends with 1 if it logs too much, or does not go on.
 */
final class Waits {

  private static final int MINUTES = 3;

  private static final int MOST_LINES_A_MINUTE = 20;

  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);
  private static final Path FOLDER = Path.of("target", "waits");
  private static final String DATABASE = "waits";
  private static final String TOPICS = "waits.";
  private static final Pattern OF_LIBRARY =
      Pattern.compile(" (io|i)\\.(asyncable|a)\\.\\S+ +: (.*)");
  private static final Pattern CHANGING =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\d[\\d,.:TZ-]*( times?\\b)?");
  private static final String UNPROCESSED =
      "select count(*) from supplemental_claim where establishment_processed_at is null";

  private static final String HEADER =
      """
      | away | lines in each minute | of them the library's | its sentences | goes on after |
      |---|---|---|---|---:|
      """;

  private final Servers servers;
  private final Instance instance;
  private final JdbcClient database;
  private int filed;
  private boolean kept = true;

  private Waits(Servers servers, SandboxServices services) throws IOException {
    JdbcClient server = client(servers.database("postgres"));
    server.sql("drop database if exists %s with (force)".formatted(DATABASE)).update();
    String url = servers.database(DATABASE);
    Path log = FOLDER.resolve("waits.log");
    Files.deleteIfExists(log);
    this.servers = servers;
    this.database = client(url);
    this.instance =
        new Instance(
            "one", Instance.arguments(url, servers.bootstrapServers(), TOPICS, services), log);
  }

  private static JdbcClient client(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));
  }

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    boolean kept;
    try (Servers servers = Servers.kept(FOLDER);
        SandboxServices services = SandboxServices.start()) {
      kept = new Waits(servers, services).run();
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(kept ? 0 : 1);
  }

  private boolean run() throws IOException {
    List<String> rows = new ArrayList<>();
    try (instance) {
      servers.kafka().stop();
      instance.start();
      instance.awaitStarted();
      rows.add(row("Kafka, when the application starts", servers.kafka()::start));
      servers.kafka().stop();
      rows.add(row("Kafka, while it runs", servers.kafka()::start));
      servers.postgres().stop();
      rows.add(row("PostgreSQL, while it runs", servers.postgres()::start));
    }
    new ResultsPage(Path.of("STARTS.md"), "waits").put(HEADER + String.join("", rows));
    return kept;
  }

  /** Files one review while the server is away, lets it come back, and sees what became of both. */
  private String row(String away, Runnable comeBack) {
    Instant began = Instant.now();
    try (Load load = new Load(List.of(instance), filed++, Duration.ofDays(1), 1);
        HealthWatch watch = new HealthWatch(instance)) {
      load.begin();
      Wait.time(Duration.ofMinutes(MINUTES));
      LogLines all = LogLines.of(instance, began);
      comeBack.run();
      long back = System.nanoTime();
      watch.begin();
      boolean goesOn =
          Wait.within(LONGEST_RECOVERY, () -> load.isSettled() && isProcessed() && watch.isWell());
      double seconds = (System.nanoTime() - back) / 1e9;
      List<Long> lines = all.eachMinute(began, MINUTES);
      kept &= goesOn && lines.stream().allMatch(minute -> minute <= MOST_LINES_A_MINUTE);
      String row =
          "| %s | %s | %s | %s | %s |%n"
              .formatted(
                  away,
                  numbers(lines),
                  numbers(all.only(OF_LIBRARY).eachMinute(began, MINUTES)),
                  sentences(all),
                  goesOn ? "%.0f s".formatted(seconds) : "not within " + LONGEST_RECOVERY);
      System.out.print(row);
      return row;
    }
  }

  private boolean isProcessed() {
    return database.sql(UNPROCESSED).query(Long.class).single() == 0;
  }

  private static String numbers(List<Long> minutes) {
    return minutes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Each once, without its times and numbers. */
  private static String sentences(LogLines all) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    all.matching(OF_LIBRARY)
        .map(line -> CHANGING.matcher(line.group(3)).replaceAll("…").replace("|", "\\|"))
        .forEach(sentence -> counts.merge(sentence, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(each -> "%s (%d)".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("; "));
  }
}
