package io.asyncable.ops.pages;

import io.asyncable.ops.bench.Figure;
import io.asyncable.ops.bench.Series;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Medians and ranges over the rounds, as Markdown. */
final class PagesReport {

  private record Row(Series median, Series p95) {}

  private final PagesOptions options;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final Map<String, Row> visits = new LinkedHashMap<>();
  private final Series alone = new Series(Figure.Unit.PER_SECOND);
  private final Series withReaders = new Series(Figure.Unit.PER_SECOND);
  private final StringBuilder sentences = new StringBuilder();

  PagesReport(PagesOptions options) {
    this.options = options;
  }

  void add(String visit, Visit.Times times) {
    Row row =
        visits.computeIfAbsent(
            visit,
            name ->
                new Row(
                    new Series(Figure.Unit.MILLISECONDS), new Series(Figure.Unit.MILLISECONDS)));
    row.median.add(times.median());
    row.p95.add(times.p95());
    System.out.printf("%s: %.1f ms, p95 %.1f ms%n", visit, times.median(), times.p95());
  }

  void addDrain(double aloneRate, double withReadersRate) {
    alone.add(aloneRate);
    withReaders.add(withReadersRate);
    System.out.printf("drain: %,.0f/s alone, %,.0f/s with readers%n", aloneRate, withReadersRate);
  }

  void say(String sentence) {
    System.out.println(sentence);
    sentences.append(sentence).append('\n');
  }

  String markdown() {
    String drain =
        options.errands() == 0
            ? ""
            : """

            Draining %,d errands: %s alone, %s with ten browsers that refresh `/jobs` every second:
            %.2f times as fast.
            """
                .formatted(
                    options.errands(), alone, withReaders, withReaders.median() / alone.median());
    return """
        Measured on %s with %d cores and Java %s beside %,d processed, %,d live and %,d failed claims:
        %d rounds of %d requests a page, medians and ranges over the rounds. Load average when it
        began: %.1f.

        | page | median | p95 |
        |---|---:|---:|
        %s
        %s
        %s"""
        .formatted(
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            options.processed(),
            options.live(),
            options.failed(),
            options.rounds(),
            options.requests(),
            loadBefore,
            visits.entrySet().stream()
                .map(
                    row ->
                        "| %s | %s | %s |"
                            .formatted(row.getKey(), row.getValue().median, row.getValue().p95))
                .collect(Collectors.joining("\n")),
            drain,
            sentences);
  }
}
