package io.asyncable.ops.faults;

import io.asyncable.ops.bench.Wait;
import io.asyncable.ops.instance.HealthWatch;
import io.asyncable.ops.instance.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One fault under the steady load, and its result. */
final class Trial {

  private static final int SECONDS_BEFORE = 5;
  private static final int MOST_OPEN_BEFORE = 5;
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

  /** Waited in vain for that long besides, only to tell how late it is. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static final int MOST_LOG_LINES = 20;

  private final Fault fault;
  private final Scene scene;
  private final List<HealthWatch> watches;

  private Trial(Fault fault, Scene scene) {
    this.fault = fault;
    this.scene = scene;
    this.watches = scene.instances().stream().map(HealthWatch::new).toList();
  }

  static Result of(Fault fault, Scene scene) {
    return new Trial(fault, scene).run();
  }

  private Result run() {
    try {
      scene.begin();
      Scene.pause(SECONDS_BEFORE);
      // Instances that have just started do not keep up at first.
      Wait.within(LONGEST_RECOVERY, () -> scene.load().unsettled() <= MOST_OPEN_BEFORE);
      Instant began = Instant.now();
      watches.forEach(HealthWatch::begin);
      fault.strike(scene);
      long ended = System.nanoTime();
      scene.load().end();
      boolean inTime = Wait.within(LONGEST_RECOVERY, scene::isDone);
      int lost = inTime ? 0 : scene.lost().size();
      boolean done = inTime || Wait.within(LONGEST_WAIT, scene::isDone);
      double seconds = (System.nanoTime() - ended) / 1e9;
      boolean well = Wait.within(LONGEST_RECOVERY, this::isWell);
      return result(scene.faultBegan().orElse(began), done ? seconds : Double.NaN, lost, well);
    } finally {
      watches.forEach(HealthWatch::close);
    }
  }

  private boolean isWell() {
    return living().stream().allMatch(HealthWatch::isWell);
  }

  private List<HealthWatch> living() {
    return watches.stream().filter(watch -> watch.instance().isAlive()).toList();
  }

  private Result result(Instant began, double seconds, int lost, boolean well) {
    long tellers = watches.stream().filter(watch -> watch.said(fault.expected())).count();
    List<LogLines> logs =
        scene.instances().stream().map(instance -> LogLines.of(instance, began)).toList();
    int lines = logs.stream().mapToInt(LogLines::busiestMinute).max().orElseThrow();
    int troubles = logs.stream().mapToInt(LogLines::busiestMinuteOfTroubles).max().orElseThrow();
    int doubled = scene.doubled();
    Map<String, Integer> answers = scene.load().answers();

    List<String> broken = new ArrayList<>();
    if (lost > 0) {
      broken.add("%d accepted reviews were not processed in time".formatted(lost));
    }
    if (doubled > 0) {
      broken.add("%d effects happened more than once".formatted(doubled));
    }
    if (!(seconds <= LONGEST_RECOVERY.toSeconds())) {
      broken.add(
          "not all was done within %d s (%d requests unanswered)"
              .formatted(LONGEST_RECOVERY.toSeconds(), scene.load().unsettled()));
    }
    if (tellers < fault.tellers()) {
      broken.add(
          "health of %d of %d instances said %s"
              .formatted(tellers, fault.tellers(), fault.expectedWords()));
    }
    if (!well) {
      broken.add(
          "health does not say that all is well again: "
              + living().stream().map(HealthWatch::latest).toList());
    }
    answers.keySet().stream()
        .filter(answer -> !List.of("201", "503", "none").contains(answer))
        .forEach(answer -> broken.add("%d answers %s".formatted(answers.get(answer), answer)));
    if (lines > MOST_LOG_LINES) {
      broken.add("%,d log lines in a minute".formatted(lines));
    }
    scene
        .figures()
        .forEach(
            (name, figure) -> {
              if (figure.value() > figure.most()) {
                broken.add("%s: %.2f".formatted(name, figure.value()));
              }
            });
    return new Result(
        fault.code(),
        LocalDate.now().toString(),
        fault.sentence(),
        scene.load().accepted().size(),
        scene.filed(),
        lost,
        doubled,
        seconds,
        tellers >= fault.tellers() && well,
        well,
        words(),
        lines,
        troubles,
        figures(),
        answers,
        broken,
        "");
  }

  private Map<String, Double> figures() {
    Map<String, Double> values = new LinkedHashMap<>();
    scene.figures().forEach((name, figure) -> values.put(name, figure.value()));
    return values;
  }

  private Map<String, Map<String, Integer>> words() {
    Map<String, Map<String, Integer>> words = new TreeMap<>();
    watches.forEach(watch -> words.put(watch.instance().name(), watch.words()));
    return words;
  }
}
