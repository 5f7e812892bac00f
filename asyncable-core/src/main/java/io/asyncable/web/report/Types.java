package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.State;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.statistics.Counted;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.statistics.TypeStatistics.Step;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.LiveCounts;
import io.asyncable.web.record.LiveCounts.OfType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The figures of the process types that a user may see. */
final class Types {

  /** What it needs of the engine. */
  record Engine(
      VisibleTypes types,
      Policies policies,
      LiveCounts live,
      TypeStatistics statistics,
      Clock clock) {}

  private static final List<String> AGE_WORDS =
      List.of(
          "under 1 min",
          "1 to 10 min",
          "10 min to 1 h",
          "1 to 6 h",
          "6 h to 1 d",
          "1 to 4 d",
          "over 4 d");

  private static final Set<State> WAITING = EnumSet.of(State.QUEUED, State.RETRYING);

  private final Engine engine;

  Types(Engine engine) {
    this.engine = engine;
  }

  List<TypeLine> list(Viewer viewer) {
    List<ProcessType> visible = engine.types.of(viewer);
    List<TypeLine> lines = new ArrayList<>();
    engine
        .live
        .of(visible, engine.clock.instant())
        .forEach((type, found) -> lines.add(line(type, found)));
    return lines;
  }

  private TypeLine line(ProcessType type, OfType found) {
    Counted day = total(steps(type, Window.DAY));
    return new TypeLine(
        type.name(),
        engine.policies.of(type).queue(),
        found.all(),
        found.isCapped(),
        found.states(),
        found.countedAt(),
        day.processed(),
        day.failed(),
        age(day, 0.95));
  }

  TypeDetail find(String name, Window window, Viewer viewer) {
    ProcessType type = engine.types.named(name, viewer);
    if (!viewer.may(Permission.VIEW_LIST, name)) {
      throw new Denied("You may not see this process type.");
    }
    Instant now = engine.clock.instant();
    OfType found = Objects.requireNonNull(engine.live.of(List.of(type), now).get(type));
    List<Step> steps = steps(type, window);
    return new TypeDetail(
        name,
        type.entity().getSimpleName(),
        engine.policies.of(type).queue(),
        window.word(),
        Objects.requireNonNullElse(found.countedAt(), now),
        found.all(),
        found.isCapped(),
        found.states(),
        ages(found),
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

  private static List<TypeDetail.Ages> ages(OfType found) {
    return IntStream.range(0, AGE_WORDS.size())
        .mapToObj(
            bucket ->
                new TypeDetail.Ages(
                    AGE_WORDS.get(bucket),
                    found.records(
                        count -> WAITING.contains(count.state()) && count.bucket() == bucket)))
        .toList();
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
