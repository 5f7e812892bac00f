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
import io.asyncable.worker.EngineClock;
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

  private final VisibleTypes types;
  private final Policies policies;
  private final LiveCounts live;
  private final TypeStatistics statistics;
  private final EngineClock clock;

  Types(
      VisibleTypes types,
      Policies policies,
      LiveCounts live,
      TypeStatistics statistics,
      EngineClock clock) {
    this.types = types;
    this.policies = policies;
    this.live = live;
    this.statistics = statistics;
    this.clock = clock;
  }

  List<TypeLine> list(Viewer viewer) {
    List<ProcessType> visible = types.of(viewer);
    List<TypeLine> lines = new ArrayList<>();
    live.of(visible, clock.instant()).forEach((type, found) -> lines.add(line(type, found)));
    return lines;
  }

  private TypeLine line(ProcessType type, OfType found) {
    Counted day = total(steps(type, Window.DAY));
    return new TypeLine(
        type.name(),
        policies.of(type).queue(),
        found.all(),
        found.isCapped(),
        found.states(),
        found.countedAt(),
        day.processed(),
        day.failed(),
        age(day, 0.95),
        type.isOfLibrary());
  }

  TypeDetail find(String name, Window window, Viewer viewer) {
    ProcessType type = types.named(name, viewer);
    if (!viewer.may(Permission.VIEW_LIST, name)) {
      throw new Denied("You may not see this process type.");
    }
    Instant now = clock.instant();
    OfType found = Objects.requireNonNull(live.of(List.of(type), now).get(type));
    List<Step> steps = steps(type, window);
    return new TypeDetail(
        name,
        type.entity().getSimpleName(),
        policies.of(type).queue(),
        window.word(),
        Objects.requireNonNullElse(found.countedAt(), now),
        found.all(),
        found.isCapped(),
        found.states(),
        ages(found),
        totals(total(steps)),
        steps.stream().map(Types::step).toList(),
        policies.values(type));
  }

  private List<Step> steps(ProcessType type, Window window) {
    return statistics.series(type, window.since(clock.instant()), window.step());
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

  /** The time of a quantile, at most the longest: the end of a bucket may lie beyond it. */
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
