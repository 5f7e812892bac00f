package io.asyncable.ops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures Asyncable next to db-scheduler on one PostgreSQL, in alternating rounds, and puts the
 * medians, ranges and ratios into {@code BENCHMARK.md}:
 *
 * <pre>./mvnw -q -pl ops -am test-compile exec:exec</pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dbenchmark.tasks=5000"}:
 *
 * <ul>
 *   <li>{@code benchmark.tasks}: tasks of a drain and of the submits; default 50000
 *   <li>{@code benchmark.warm-ups}: unmeasured rounds before; default 3, since after one the JVM
 *       still compiles what it measures
 *   <li>{@code benchmark.rounds}: measured rounds; default 3
 *   <li>{@code benchmark.scenarios}: any of {@code
 *       no-op,update,update-fastest,submit,latency,job,enqueue,enqueue-all}; default all
 *   <li>{@code benchmark.jobs}: jobs of one call that enqueues many; default 100000
 *   <li>{@code benchmark.contenders}: any of {@code asyncable,db-scheduler}; default both
 *   <li>{@code benchmark.file}: the file to update; default {@code BENCHMARK.md} if all is measured
 * </ul>
 */
final class Benchmark {

  private static final int SUBMITTING_THREADS = 8;
  private static final int LATENCY_RATE = 200;
  private static final int LATENCY_SECONDS = 10;

  private Benchmark() {}

  public static void main(String[] arguments) throws IOException {
    // Numbers in the report read the same everywhere.
    Locale.setDefault(Locale.ROOT);
    Options options = Options.ofSystemProperties();
    Report report;
    try (Servers servers = Servers.start(Path.of("target", "benchmark"))) {
      report = measure(options, servers);
    }
    System.out.println(report.markdown());
    if (!options.file().isEmpty()) {
      new ResultsPage(Path.of(options.file()), "results").put(report.markdown());
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(0);
  }

  private static Report measure(Options options, Servers servers) {
    Progress progress = new Progress();
    List<Contender> contenders = contenders(options, servers, progress);
    List<Scenario> scenarios = scenarios(options, progress);
    Report report = new Report(options, contenders.stream().map(Contender::name).toList());
    try {
      rehearse(options.warmUps(), scenarios, contenders);
      for (int round = 1; round <= options.rounds(); round++) {
        for (Scenario scenario : scenarios) {
          for (Contender contender : contenders) {
            for (Figure figure : scenario.measure(contender)) {
              System.out.printf("round %d: %s, %s%n", round, contender.name(), figure);
              report.add(contender.name(), figure);
            }
          }
        }
      }
      return report;
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static void rehearse(int rounds, List<Scenario> scenarios, List<Contender> contenders) {
    for (int round = 1; round <= rounds; round++) {
      for (Scenario scenario : scenarios) {
        for (Contender contender : contenders) {
          System.out.printf("warm-up: %s, %s%n", contender.name(), scenario.measure(contender));
        }
      }
    }
  }

  private static List<Contender> contenders(Options options, Servers servers, Progress progress) {
    List<Contender> chosen = new ArrayList<>();
    if (options.contenders().contains("asyncable")) {
      String url = servers.database("asyncable");
      chosen.add(new AsyncableContender(url, servers.bootstrapServers(), progress));
    }
    if (options.contenders().contains("db-scheduler")) {
      chosen.add(new DbSchedulerContender(servers.database("db_scheduler"), progress));
    }
    return chosen;
  }

  private static List<Scenario> scenarios(Options options, Progress progress) {
    int tasks = options.tasks();
    return Stream.<Scenario>of(
            new Drain("no-op", Work.NO_OP, tasks, progress),
            new Drain("update", Work.UPDATE, tasks, progress),
            new Drain("update-fastest", Work.UPDATE_FASTEST, tasks, progress),
            new Submit("submit", Work.NO_OP, tasks, SUBMITTING_THREADS, progress),
            new Latency(LATENCY_RATE * LATENCY_SECONDS, LATENCY_RATE, progress),
            new Drain("job", Work.JOB, tasks, progress),
            new Submit("enqueue", Work.JOB, tasks, SUBMITTING_THREADS, progress),
            new EnqueueAll(Integer.getInteger("benchmark.jobs", 100_000), progress))
        .filter(scenario -> options.scenarios().contains(scenario.name()))
        .toList();
  }
}
