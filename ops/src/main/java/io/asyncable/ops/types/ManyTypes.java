package io.asyncable.ops.types;

import io.asyncable.ops.bench.Figure;
import io.asyncable.ops.bench.Options;
import io.asyncable.ops.bench.Report;
import io.asyncable.ops.bench.ResultsPage;
import io.asyncable.ops.bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures how much longer a pass of the sweeper and a claim take if the records of a table are of
 * a hundred process types and not of one, in alternating rounds, and puts medians, ranges and
 * ratios into {@code BENCHMARK.md}:
 *
 * <pre>
 * ./mvnw -q -pl ops -am test-compile exec:exec -Dbenchmark.main=io.asyncable.ops.types.ManyTypes
 * </pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dbenchmark.tasks=5000"}: {@code
 * benchmark.tasks}, the live records of a table, default 100000 and at least 50000, of which a
 * hundredth fills a poll; {@code benchmark.rounds} after one to warm up, default 3; {@code
 * benchmark.file}, the file to update, none if empty.
 */
final class ManyTypes {

  private ManyTypes() {}

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Options options =
        new Options(
            Integer.getInteger("benchmark.tasks", 100_000),
            1,
            Integer.getInteger("benchmark.rounds", 3),
            Set.of(),
            Set.of(),
            System.getProperty("benchmark.file", "BENCHMARK.md"));
    Report report;
    try (Servers servers = Servers.start(Path.of("target", "benchmark"));
        TypedTable one = new TypedTable("one type", 1, options.tasks(), servers);
        TypedTable hundred = new TypedTable("a hundred types", 100, options.tasks(), servers)) {
      report = measure(options, List.of(one, hundred));
    }
    System.out.println(report.markdown());
    if (!options.file().isEmpty()) {
      new ResultsPage(Path.of(options.file()), "results of many types").put(report.markdown());
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(0);
  }

  private static Report measure(Options options, List<TypedTable> tables) {
    Report report = new Report(options, tables.stream().map(TypedTable::name).toList());
    tables.forEach(table -> System.out.printf("warm-up: %s, %s%n", table.name(), table.measure()));
    for (int round = 1; round <= options.rounds(); round++) {
      for (TypedTable table : tables) {
        for (Figure figure : table.measure()) {
          System.out.printf("round %d: %s, %s%n", round, table.name(), figure);
          report.add(table.name(), figure);
        }
      }
    }
    return report;
  }
}
