package io.asyncable.ops.bench;

import java.util.Set;

/** What to measure, from system properties; {@link Benchmark} describes them. */
public record Options(
    int tasks,
    int warmUps,
    int rounds,
    Set<String> scenarios,
    Set<String> contenders,
    String file) {

  private static final String ALL_SCENARIOS =
      "no-op,update,update-fastest,submit,latency,job,enqueue,enqueue-all";
  private static final String ALL_CONTENDERS = "asyncable,db-scheduler";

  static Options ofSystemProperties() {
    Set<String> scenarios = set("benchmark.scenarios", ALL_SCENARIOS);
    Set<String> contenders = set("benchmark.contenders", ALL_CONTENDERS);
    boolean all =
        scenarios.size() == ALL_SCENARIOS.split(",").length
            && contenders.size() == ALL_CONTENDERS.split(",").length;
    return new Options(
        Integer.getInteger("benchmark.tasks", 50_000),
        Integer.getInteger("benchmark.warm-ups", 3),
        Integer.getInteger("benchmark.rounds", 3),
        scenarios,
        contenders,
        System.getProperty("benchmark.file", all ? "BENCHMARK.md" : ""));
  }

  private static Set<String> set(String property, String all) {
    Set<String> known = Set.of(all.split(","));
    Set<String> chosen = Set.of(System.getProperty(property, all).split(","));
    if (!known.containsAll(chosen)) {
      throw new IllegalArgumentException(
          "%s is %s; choose any of %s, separated by commas.".formatted(property, chosen, all));
    }
    return chosen;
  }
}
