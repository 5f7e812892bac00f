package io.asyncable.web.record;

import io.asyncable.State;
import io.asyncable.access.Viewer;
import io.asyncable.search.RecordCounts;
import io.asyncable.search.RecordCounts.StateCount;
import io.asyncable.statistics.Remembered;
import io.asyncable.statistics.Remembered.Answer;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts unconcluded records by state. They are counted for each reader, so that they agree with
 * the list. For a type with more of them than {@link #EXACT} that would cost every page too much,
 * so they are counted once for all readers, and the page says when.
 */
public final class LiveCounts {

  /** So many of a type are counted for every page; the list counts no further either. */
  static final int EXACT = 10_000;

  private static final int LARGEST = 100_000;

  /** The states of what was submitted and is not concluded, trouble first. */
  public static final List<State> STATES =
      List.of(State.EXPIRED, State.RETRYING, State.RUNNING, State.QUEUED, State.SCHEDULED);

  /** Where the buckets of the counts end. */
  static final List<Duration> AGES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(4));

  private final VisibleTypes types;
  private final RecordCounts counts;
  private final Remembered<ProcessType, List<StateCount>> remembered;

  /**
   * The remembered counts of a type, until they show that the type has few enough records again.
   */
  private final Set<ProcessType> large = ConcurrentHashMap.newKeySet();

  LiveCounts(VisibleTypes types, RecordCounts counts, EngineClock clock) {
    this.types = types;
    this.counts = counts;
    this.remembered =
        new Remembered<>(
            type -> counts.states(List.of(type), AGES, LARGEST, clock.instant()), clock);
  }

  /**
   * What was counted of one type.
   *
   * @param countedAt when, if it was counted before
   */
  public record OfType(List<StateCount> counts, @Nullable Instant countedAt) {

    private static OfType of(Answer<List<StateCount>> answer) {
      return new OfType(answer.value(), answer.asOf());
    }

    /** All of them, or as many as are counted. */
    public long all() {
      return records(any -> true);
    }

    /** Whether there may be more; then the oldest were counted. */
    public boolean isCapped() {
      return all() >= LARGEST;
    }

    public List<StateTotals.States> states() {
      return LiveCounts.states(counts);
    }

    public long records(Predicate<StateCount> which) {
      return sum(counts, which);
    }
  }

  /** Of each of these types, in their order. */
  public Map<ProcessType, OfType> of(List<ProcessType> wanted, Instant now) {
    List<ProcessType> small = wanted.stream().filter(type -> !isLarge(type)).toList();
    Map<ProcessType, List<StateCount>> exact =
        counts.states(small, AGES, EXACT + 1, now).stream()
            .collect(Collectors.groupingBy(StateCount::type));
    Map<ProcessType, OfType> found = new LinkedHashMap<>();
    for (ProcessType type : wanted) {
      OfType counted = new OfType(exact.getOrDefault(type, List.of()), null);
      if (counted.all() > EXACT) {
        large.add(type);
      }
      found.put(type, large.contains(type) ? OfType.of(remembered.get(type)) : counted);
    }
    return found;
  }

  private boolean isLarge(ProcessType type) {
    if (large.contains(type) && OfType.of(remembered.get(type)).all() <= EXACT) {
      large.remove(type);
    }
    return large.contains(type);
  }

  /** Of all types of which the user may see every record. */
  StateTotals totals(Viewer viewer, Instant now) {
    List<OfType> found = List.copyOf(of(types.of(viewer), now).values());
    return new StateTotals(
        found.isEmpty()
            ? List.of()
            : states(found.stream().flatMap(ofType -> ofType.counts().stream()).toList()),
        found.stream().anyMatch(OfType::isCapped),
        found.stream()
            .map(OfType::countedAt)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null));
  }

  private static List<StateTotals.States> states(List<StateCount> found) {
    return STATES.stream()
        .map(
            state ->
                new StateTotals.States(
                    RecordFilter.word(state), sum(found, count -> count.state() == state)))
        .toList();
  }

  private static long sum(List<StateCount> found, Predicate<StateCount> which) {
    return found.stream().filter(which).mapToLong(StateCount::records).sum();
  }
}
