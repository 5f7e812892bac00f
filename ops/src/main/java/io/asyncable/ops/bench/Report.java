package io.asyncable.ops.bench;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Medians, ranges and ratios of what was measured, as Markdown. */
public final class Report {

  private final Options options;
  private final List<String> contenders;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final Map<String, Map<String, Series>> figures = new LinkedHashMap<>();

  /** Of these contenders, in the order of the columns. */
  public Report(Options options, List<String> contenders) {
    this.options = options;
    this.contenders = contenders;
  }

  /** One more value of a figure. */
  public void add(String contender, Figure figure) {
    figures
        .computeIfAbsent(figure.name(), name -> new LinkedHashMap<>())
        .computeIfAbsent(contender, name -> new Series(figure.unit()))
        .add(figure.value());
  }

  /** The table, and what it was measured on. */
  public String markdown() {
    return """
        Measured on %s with %d cores and Java %s: %,d tasks, %d rounds, medians and ranges. What else
        the machine was doing when it began: a load average of %.1f.

        | | %s | ratio |
        |---|%s---:|
        %s
        """
        .formatted(
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            options.tasks(),
            options.rounds(),
            loadBefore,
            String.join(" | ", contenders),
            "---:|".repeat(contenders.size()),
            figures.entrySet().stream()
                .map(figure -> row(figure.getKey(), List.copyOf(figure.getValue().values())))
                .collect(Collectors.joining("\n")));
  }

  /** The ratio is that of the first contender to the last. */
  private static String row(String figure, List<Series> series) {
    String cells = series.stream().map(Series::toString).collect(Collectors.joining(" | "));
    String ratio = series.get(0).ratioTo(series.get(series.size() - 1));
    return "| %s | %s | %s |".formatted(figure, cells, ratio);
  }
}
