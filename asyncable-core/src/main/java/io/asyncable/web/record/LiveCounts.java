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
 * Counts unconcluded records by state. Each reader gets a new count, so that it agrees with the
 * list. For a type with more than {@link #EXACT} records a count is too expensive for every page.
 * Its records are counted once for all readers, and the page shows when.
 */
public final class LiveCounts {

  /**
   * The number of records of a type up to which every page counts anew; the list counts no further
   * either.
   */
  static final int EXACT = 10_000;

  private static final int LARGEST = 100_000;

  /** The states of submitted records that are not concluded, trouble first. */
  public static final List<State> STATES =
      List.of(State.EXPIRED, State.RETRYING, State.RUNNING, State.QUEUED, State.SCHEDULED);

  /** The upper ends of the ages by which records are counted; older records are one more group. */
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
   * The types with too many records to count for every page. A type leaves this set when its
   * remembered count is small enough again.
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
   * The counts of one type.
   *
   * @param countedAt when they were counted; null if just now
   */
  public record OfType(List<StateCount> counts, @Nullable Instant countedAt) {

    private static OfType of(Answer<List<StateCount>> answer) {
      return new OfType(answer.value(), answer.asOf());
    }

    /** The number of records, or the limit if there are more. */
    public long all() {
      return records(any -> true);
    }

    /** Whether there may be more records; the oldest were counted then. */
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

  /** The counts of each of these types, in the same order. */
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

  /** The counts of all types of which the user may see every record. */
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
