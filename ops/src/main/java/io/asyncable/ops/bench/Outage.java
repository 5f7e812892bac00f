package io.asyncable.ops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows that an outage of Kafka is no outage of the application: how fast submits are accepted
 * without Kafka and with it, in alternating rounds, and what becomes of the records when it is
 * back. Puts medians, ranges and ratios into {@code BENCHMARK.md}:
 *
 * <pre>
 * ./mvnw -q -pl ops -am test-compile exec:exec -Dbenchmark.main=io.asyncable.ops.bench.Outage
 * </pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dbenchmark.tasks=5000"}: {@code
 * benchmark.tasks}, default 1000; {@code benchmark.rounds} after one to warm up, default 5; {@code
 * benchmark.file}, the file to update, none if empty.
 */
final class Outage {

  private static final String AWAY = "Kafka stopped";
  private static final String PRESENT = "Kafka running";
  private static final int SUBMITTING_THREADS = 8;

  /** Above delivery timeout and grace: every message is lost, and the sweeper looks in vain. */
  private static final Duration LENGTH = Duration.ofSeconds(15);

  private final Servers servers;
  private final Contender asyncable;
  private final Progress progress;
  private final int tasks;

  private Outage(Servers servers, Contender asyncable, Progress progress, int tasks) {
    this.servers = servers;
    this.asyncable = asyncable;
    this.progress = progress;
    this.tasks = tasks;
  }

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Options options =
        new Options(
            Integer.getInteger("benchmark.tasks", 1_000),
            1,
            Integer.getInteger("benchmark.rounds", 5),
            Set.of(),
            Set.of(),
            System.getProperty("benchmark.file", "BENCHMARK.md"));
    Report report = new Report(options, List.of(AWAY, PRESENT));
    Progress progress = new Progress();
    try (Servers servers = Servers.start(Path.of("target", "benchmark"));
        Contender asyncable =
            new AsyncableContender(
                servers.database("asyncable"), servers.bootstrapServers(), progress)) {
      new Outage(servers, asyncable, progress, options.tasks()).measure(options.rounds(), report);
    }
    System.out.println(report.markdown());
    if (!options.file().isEmpty()) {
      new ResultsPage(Path.of(options.file()), "results of the outage").put(report.markdown());
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(0);
  }

  private void measure(int rounds, Report report) {
    System.out.printf("warm-up: %s, %s%n", present(), away());
    for (int round = 1; round <= rounds; round++) {
      add(report, round, AWAY, away());
      add(report, round, PRESENT, present());
    }
  }

  private static void add(Report report, int round, String condition, List<Figure> figures) {
    for (Figure figure : figures) {
      System.out.printf("round %d: %s, %s%n", round, condition, figure);
      report.add(condition, figure);
    }
  }

  private List<Figure> present() {
    long before = servers.messages();
    double rate = submit();
    long began = System.nanoTime();
    asyncable.start();
    return figures(rate, began, before);
  }

  private List<Figure> away() {
    long before = servers.messages();
    servers.kafka().stop();
    double rate = submit();
    asyncable.start();
    Wait.time(LENGTH);
    servers.kafka().start();
    return figures(rate, System.nanoTime(), before);
  }

  private double submit() {
    progress.expect(tasks);
    asyncable.clear();
    asyncable.settle();
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    Crew.of(SUBMITTING_THREADS)
        .run(
            () -> {
              for (int number = next.getAndIncrement();
                  number < tasks;
                  number = next.getAndIncrement()) {
                asyncable.submit(Work.NO_OP, number);
              }
            });
    return tasks / ((System.nanoTime() - began) / 1e9);
  }

  private List<Figure> figures(double rate, long began, long messagesBefore) {
    try {
      progress.awaitAll();
      Wait.until("completing", asyncable::isDone);
    } finally {
      asyncable.stop();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double messages = (double) (servers.messages() - messagesBefore) / tasks;
    return List.of(
        new Figure("submits accepted", Figure.Unit.PER_SECOND, rate),
        new Figure("all processed after", Figure.Unit.SECONDS, seconds),
        new Figure("messages published", Figure.Unit.A_RECORD, messages));
  }
}
