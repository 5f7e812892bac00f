package io.asyncable.ops.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an instance each second how it is, as a probe and as an operator do. */
final class HealthWatch implements AutoCloseable {

  /** What it says when all is well. */
  private static final String WELL = "UP";

  private static final String NO_ANSWER = "no answer";

  private final Instance instance;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> words = new TreeMap<>();
  private List<String> latest = List.of();

  HealthWatch(Instance instance) {
    this.instance = instance;
  }

  void begin() {
    timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  Instance instance() {
    return instance;
  }

  /** What it has said so far and how often, without the times in it. */
  synchronized Map<String, Integer> words() {
    return new TreeMap<>(words);
  }

  synchronized boolean said(Predicate<String> expected) {
    return words.keySet().stream().anyMatch(expected);
  }

  /** Whether its latest words were that all is well. */
  synchronized boolean isWell() {
    return latest.equals(List.of(WELL));
  }

  synchronized List<String> latest() {
    return latest;
  }

  private void look() {
    List<String> said = new ArrayList<>();
    said.addAll(probe());
    said.addAll(problems());
    List<String> now = said.stream().map(HealthWatch::timeless).distinct().toList();
    synchronized (this) {
      latest = now;
      now.forEach(word -> words.merge(word, 1, Integer::sum));
    }
  }

  private List<String> probe() {
    try {
      JsonNode health = JsonMapper.shared().readTree(instance.get("/actuator/health").body());
      List<String> said = new ArrayList<>();
      said.add(health.path("status").asString("no status"));
      JsonNode components = health.path("components");
      components
          .properties()
          .forEach(
              component -> {
                String status = component.getValue().path("status").asString();
                if (!status.equals(WELL)) {
                  said.add("%s is %s".formatted(component.getKey(), status));
                }
              });
      JsonNode engine = components.path("asyncable").path("details");
      unless(engine, "heartbeat", "beating", said);
      unless(engine, "kafka", "reachable", said);
      unless(engine, "publisher", "publishes", said);
      unless(engine, "sweeper", "sweeps", said);
      engine.path("failing").forEach(failing -> said.add(failing.asString()));
      return said;
    } catch (IOException | JacksonException silent) {
      return List.of(NO_ANSWER);
    }
  }

  private static void unless(JsonNode engine, String what, String well, List<String> said) {
    String state = engine.path(what).asString(well);
    if (!state.equals(well)) {
      said.add("%s: %s".formatted(what, state));
    }
  }

  private List<String> problems() {
    try {
      HttpResponse<String> answer = instance.get("/api/health");
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      if (answer.statusCode() != 200) {
        return List.of("%d: %s".formatted(answer.statusCode(), body.path("detail").asString()));
      }
      List<String> said = new ArrayList<>();
      body.path("problems").forEach(problem -> said.add(problem.path("what").asString()));
      return said;
    } catch (IOException | JacksonException silent) {
      return List.of(NO_ANSWER);
    }
  }

  private static String timeless(String words) {
    return words
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+( UTC|Z)?", "…")
        .replaceAll("\\s+", " ")
        .strip();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
