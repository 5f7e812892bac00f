package io.asyncable.ops.instance;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for the health of an instance each second, as a probe and as an operator do. */
public final class HealthWatch implements AutoCloseable {

  /** What it says when all is well. */
  private static final String WELL = "UP";

  /** The placeholder for an answer without a sentence. */
  public static final String NO_ANSWER = "no answer";

  private final Instance instance;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
  private final Map<String, Integer> words = new TreeMap<>();
  private List<String> probed = List.of();
  private List<String> read = List.of();

  public HealthWatch(Instance instance) {
    this.instance = instance;
  }

  /** Asks from now on; what the page is slow to tell does not delay the probe. */
  public void begin() {
    timer.scheduleWithFixedDelay(() -> probed(told(probe())), 0, 1, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(() -> read(told(problems())), 0, 1, TimeUnit.SECONDS);
  }

  private synchronized void probed(List<String> now) {
    probed = now;
  }

  private synchronized void read(List<String> now) {
    read = now;
  }

  /** Whom it asks. */
  public Instance instance() {
    return instance;
  }

  /** What it has said so far and how often, without the times in it. */
  public synchronized Map<String, Integer> words() {
    return new TreeMap<>(words);
  }

  /** Whether it has ever said so. */
  public synchronized boolean said(Predicate<String> expected) {
    return words.keySet().stream().anyMatch(expected);
  }

  /** Whether its latest words were that all is well. */
  public synchronized boolean isWell() {
    return probed.equals(List.of(WELL)) && read.isEmpty();
  }

  /** Its latest words. */
  public synchronized List<String> latest() {
    return Stream.of(probed, read).flatMap(List::stream).distinct().toList();
  }

  /** The slowest answer to a probe. */
  public Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  private synchronized List<String> told(List<String> said) {
    List<String> now = said.stream().map(HealthWatch::timeless).distinct().toList();
    now.forEach(word -> words.merge(word, 1, Integer::sum));
    return now;
  }

  private List<String> probe() {
    long asked = System.nanoTime();
    try {
      HttpResponse<String> answer = instance.health();
      slowest.accumulate(System.nanoTime() - asked);
      JsonNode health = JsonMapper.shared().readTree(answer.body());
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
