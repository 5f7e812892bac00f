package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.State;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.RecordCounts;
import io.asyncable.record.RecordCounts.StateCount;
import io.asyncable.statistics.Counted;
import io.asyncable.statistics.Remembered;
import io.asyncable.statistics.Remembered.Answer;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.statistics.TypeStatistics.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user may see of the process types. */
final class Types {

  /** What it needs of the engine. */
  record Engine(
      VisibleTypes types,
      Policies policies,
      RecordCounts counts,
      TypeStatistics statistics,
      Clock clock) {}

  private static final int LARGEST_COUNT = 100_000;

  private static final List<Duration> AGES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(4));

  private static final List<String> AGE_WORDS =
      List.of(
          "under 1 min",
          "1 to 10 min",
          "10 min to 1 h",
          "1 to 6 h",
          "6 h to 1 d",
          "1 to 4 d",
          "over 4 d");

  /** The states of what was submitted and is not concluded, trouble first. */
  static final List<State> COUNTED =
      List.of(State.EXPIRED, State.RETRYING, State.RUNNING, State.QUEUED, State.SCHEDULED);

  private static final Set<State> WAITING = EnumSet.of(State.QUEUED, State.RETRYING);

  private final Engine engine;
  private final Remembered<ProcessType, List<StateCount>> counts;

  Types(Engine engine) {
    this.engine = engine;
    this.counts =
        new Remembered<>(
            type -> engine.counts.states(type, AGES, LARGEST_COUNT, engine.clock.instant()),
            engine.clock);
  }

  /** How many are in each state, of all types of which the user may see every record. */
  StateTotals totals(Viewer viewer) {
    List<List<StateCount>> found =
        engine.types.of(viewer).stream().map(type -> counts.get(type).value()).toList();
    return new StateTotals(
        found.isEmpty() ? List.of() : states(found.stream().flatMap(List::stream).toList()),
        found.stream().anyMatch(ofType -> total(ofType) >= LARGEST_COUNT));
  }

  List<TypeLine> list(Viewer viewer) {
    return engine.types.of(viewer).stream().map(this::line).toList();
  }

  private TypeLine line(ProcessType type) {
    List<StateCount> found = counts.get(type).value();
    long unconcluded = total(found);
    Counted day = total(steps(type, Window.DAY));
    return new TypeLine(
        type.name(),
        engine.policies.of(type).queue(),
        unconcluded,
        unconcluded >= LARGEST_COUNT,
        states(found),
        day.processed(),
        day.failed(),
        age(day, 0.95));
  }

  TypeDetail find(String name, Window window, Viewer viewer) {
    ProcessType type = engine.types.named(name, viewer);
    if (!viewer.may(Permission.VIEW_LIST, name)) {
      throw new Denied("You may not see this process type.");
    }
    Answer<List<StateCount>> found = counts.get(type);
    long unconcluded = total(found.value());
    List<Step> steps = steps(type, window);
    return new TypeDetail(
        name,
        type.entity().getSimpleName(),
        engine.policies.of(type).queue(),
        window.word(),
        found.asOf(),
        unconcluded,
        unconcluded >= LARGEST_COUNT,
        states(found.value()),
        ages(found.value()),
        totals(total(steps)),
        steps.stream().map(Types::step).toList(),
        engine.policies.values(type));
  }

  private List<Step> steps(ProcessType type, Window window) {
    return engine.statistics.series(type, window.since(engine.clock.instant()), window.step());
  }

  private static Counted total(List<Step> steps) {
    return steps.stream().map(Step::counted).reduce(Counted.NOTHING, Counted::plus);
  }

  private static long total(Iterable<StateCount> counts) {
    long total = 0;
    for (StateCount count : counts) {
      total += count.records();
    }
    return total;
  }

  private static List<TypeDetail.States> states(List<StateCount> counts) {
    return COUNTED.stream()
        .map(
            state ->
                new TypeDetail.States(
                    JobFilter.word(state),
                    total(counts.stream().filter(count -> count.state() == state).toList())))
        .toList();
  }

  private static List<TypeDetail.Ages> ages(List<StateCount> counts) {
    List<TypeDetail.Ages> ages = new ArrayList<>();
    for (int i = 0; i < AGE_WORDS.size(); i++) {
      int bucket = i;
      long records =
          total(
              counts.stream()
                  .filter(count -> WAITING.contains(count.state()) && count.bucket() == bucket)
                  .toList());
      ages.add(new TypeDetail.Ages(AGE_WORDS.get(i), records));
    }
    return ages;
  }

  private static TypeDetail.Totals totals(Counted total) {
    return new TypeDetail.Totals(
        total.processed(),
        total.failed(),
        total.lost(),
        total.expired(),
        total.inWindow(),
        total.processed() == 0 ? null : (double) total.inWindow() / total.processed(),
        age(total, 0.5),
        age(total, 0.95),
        total.processed() == 0 ? null : total.longest(),
        total.runs().quantile(0.5).orElse(null),
        total.runs().quantile(0.95).orElse(null));
  }

  /** A bucket's end may lie beyond the longest. */
  private static @Nullable Duration age(Counted total, double share) {
    return total
        .ages()
        .quantile(share)
        .map(age -> age.compareTo(total.longest()) > 0 ? total.longest() : age)
        .orElse(null);
  }

  private static TypeDetail.Step step(Step step) {
    Counted counted = step.counted();
    return new TypeDetail.Step(
        step.from(), counted.processed(), counted.failed(), counted.lost(), counted.expired());
  }
}
