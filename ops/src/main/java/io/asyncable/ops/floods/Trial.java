package io.asyncable.ops.floods;

import io.asyncable.ops.bench.Wait;
import io.asyncable.ops.instance.HealthWatch;
import io.asyncable.ops.instance.Load;
import io.asyncable.ops.instance.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One flood, and its effects on the instance and its work. */
final class Trial {

  private static final int REVIEWS = 200;

  /** So that the heap is measured with all that the first requests of a kind make for good. */
  private static final Duration FIRST_WAVE = Duration.ofSeconds(5);

  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

  /** After it the server has closed the connections that nobody uses. */
  private static final Duration EBB = Duration.ofSeconds(20);

  private static final double SLOWEST_HEALTH = 3;
  private static final double SLOWEST_FILING = 15;
  private static final double MOST_KEPT = 16;
  private static final int MOST_LOG_LINES = 20;
  private static final Set<String> FILED = Set.of("201", "503", "none");
  private static final double MEGABYTE = 1024 * 1024;

  /** The log line of a consumer that fails again and again. */
  private static final Pattern FAILED_POLLS =
      Pattern.compile("Consuming of \\S+ failed ([\\d,]+) times?");

  private final Flood flood;
  private final Site site;
  private final Duration length;
  private final Load load;
  private final HealthWatch watch;
  private final List<String> broken = new ArrayList<>();

  private Trial(Flood flood, Site site, Duration length) {
    this.flood = flood;
    this.site = site;
    this.length = length;
    this.load = site.load(REVIEWS, length);
    this.watch = new HealthWatch(site.instance());
  }

  static Result of(Flood flood, Site site, Duration length) {
    site.requireInstance();
    flood.come(site, new Answers(), FIRST_WAVE);
    Wait.time(EBB);
    return new Trial(flood, site, length).run();
  }

  private Result run() {
    try (load;
        watch) {
      double heapBefore = heap();
      Instant began = Instant.now();
      Answers answers = new Answers();
      watch.begin();
      load.begin();
      flood.come(site, answers, length);
      load.end();
      boolean well =
          Wait.within(LONGEST_RECOVERY, () -> load.isSettled() && site.unprocessed(load).isEmpty())
              && Wait.within(LONGEST_RECOVERY, watch::isWell);
      Wait.time(EBB);
      return result(began, answers.counts(), well, heapBefore, heap());
    }
  }

  private double heap() {
    return site.instance().isAlive() ? Heap.live(site.instance().pid()) / MEGABYTE : Double.NaN;
  }

  private Result result(
      Instant began, Map<String, Long> answers, boolean well, double heapBefore, double heapAfter) {
    LogLines log = LogLines.of(site.instance(), began);
    Map<String, Integer> health = watch.words();
    int unprocessed = site.unprocessed(load).size();
    int doubled = site.doubled();
    int failedPolls =
        log.matching(FAILED_POLLS)
            .mapToInt(told -> Integer.parseInt(told.group(1).replace(",", "")))
            .sum();

    check(site.instance().isAlive(), "the instance ended");
    answers.keySet().stream()
        .filter(answer -> !flood.allows(answer))
        .forEach(answer -> broken.add("%d answers: %s".formatted(answers.get(answer), answer)));
    load.answers().keySet().stream()
        .filter(answer -> !FILED.contains(answer))
        .forEach(answer -> broken.add("a filing was answered with " + answer));
    check(load.accepted().size() == REVIEWS, "not every review was accepted");
    check(unprocessed == 0, "%d accepted reviews were not processed".formatted(unprocessed));
    check(doubled == 0, "%d effects happened more than once".formatted(doubled));
    check(!health.containsKey(HealthWatch.NO_ANSWER), "health did not answer every time");
    check(!health.containsKey("DOWN"), "health said that the instance is down");
    check(well, "health does not say that all is well again: " + watch.latest());
    check(seconds(watch.slowest()) <= SLOWEST_HEALTH, "health answered slowly");
    check(seconds(load.slowest()) <= SLOWEST_FILING, "filing took long");
    check(heapAfter - heapBefore <= MOST_KEPT, "memory is not given back");
    check(failedPolls == 0, "a consumer's loop began anew");
    check(log.busiestMinute() <= MOST_LOG_LINES, "the log grows");
    return new Result(
        flood.code(),
        LocalDate.now().toString(),
        flood.sentence(),
        length.toSeconds(),
        answers,
        load.answers(),
        load.accepted().size(),
        unprocessed,
        doubled,
        health,
        seconds(watch.slowest()),
        seconds(load.slowest()),
        heapBefore,
        heapAfter,
        failedPolls,
        log.busiestMinute(),
        broken);
  }

  private void check(boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
