package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.move.Failure;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that wait to be written, in one line for each type and kind. One thread at a time writes
 * a line. Only some of the threads write lines whose last write failed, so that the other threads
 * are always free for lines that make progress.
 */
final class UnwrittenOutcomes {

  private static final int LARGEST_GROUP = 500;
  private static final long HELD_ROWS_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * An attempt, how it ended, and who wants to know whether that took effect.
   *
   * @param failure null for success
   */
  record Unwritten(Claimed attempt, @Nullable Failure failure, Consumer<Boolean> written) {}

  /** Outcomes of one type and kind that one thread writes. */
  record Group(ProcessType type, boolean failing, List<Unwritten> outcomes) {}

  private record Kind(ProcessType type, boolean failing) {}

  private static final class Line {
    private final Deque<Unwritten> outcomes = new ArrayDeque<>();

    /** Outcomes whose rows somebody holds locked; they wait separately and stop no others. */
    private final List<Unwritten> apart = new ArrayList<>();

    private long apartSince;
    private int atWork;
    private boolean failing;

    int size() {
      return outcomes.size() + apart.size() + atWork;
    }

    void rejoin(long now) {
      if (!apart.isEmpty() && now - apartSince > HELD_ROWS_PAUSE) {
        outcomes.addAll(apart);
        apart.clear();
      }
    }
  }

  private final Map<Kind, Line> lines = new LinkedHashMap<>();
  private final int mostFailing;
  private final Predicate<ProcessType> rests;

  /**
   * @param mostFailing how many of the lines that failed may be written at once
   * @param rests whether a type's outcomes are not to be tried yet
   */
  UnwrittenOutcomes(int mostFailing, Predicate<ProcessType> rests) {
    this.mostFailing = mostFailing;
    this.rests = rests;
  }

  synchronized void add(Unwritten outcome) {
    Kind kind = new Kind(outcome.attempt().type(), outcome.failure() != null);
    Line line = lines.computeIfAbsent(kind, k -> new Line());
    line.outcomes.add(outcome);
    if (line.atWork == 0) {
      notify();
    }
  }

  /** The next group to write. Waits for one, and returns an empty group after that time. */
  synchronized Optional<Group> take(Duration longest) throws InterruptedException {
    Optional<Group> next = next();
    if (next.isEmpty() && !longest.isZero()) {
      wait(longest.toMillis());
      next = next();
    }
    return next;
  }

  private Optional<Group> next() {
    long now = System.nanoTime();
    boolean failingMay =
        lines.values().stream().filter(line -> line.failing && line.atWork > 0).count()
            < mostFailing;
    lines.values().forEach(line -> line.rejoin(now));
    return lines.entrySet().stream()
        .filter(each -> each.getValue().atWork == 0 && !each.getValue().outcomes.isEmpty())
        .filter(each -> !each.getValue().failing || failingMay)
        .filter(each -> !rests.test(each.getKey().type()))
        .min(Comparator.comparing(each -> each.getValue().failing))
        .map(each -> group(each.getKey(), each.getValue()));
  }

  private Group group(Kind kind, Line line) {
    List<Unwritten> taken = new ArrayList<>();
    while (taken.size() < LARGEST_GROUP && !line.outcomes.isEmpty()) {
      taken.add(line.outcomes.remove());
    }
    line.atWork = taken.size();
    // The next to be taken is of another line, if there is one that waits.
    lines.remove(kind);
    lines.put(kind, line);
    return new Group(kind.type(), kind.failing(), taken);
  }

  /**
   * The group is written.
   *
   * @param held those of it whose rows somebody holds locked
   */
  synchronized void written(Group group, Collection<Unwritten> held) {
    Line line = lineOf(group);
    line.failing = false;
    line.atWork = 0;
    if (!held.isEmpty()) {
      line.apartSince = System.nanoTime();
      line.apart.addAll(held);
    }
    notify();
  }

  /** None of these outcomes could be written. */
  synchronized void failed(Group group, List<Unwritten> unwritten) {
    Line line = lineOf(group);
    line.failing = true;
    line.atWork = 0;
    for (int i = unwritten.size() - 1; i >= 0; i--) {
      line.outcomes.addFirst(unwritten.get(i));
    }
    notify();
  }

  private Line lineOf(Group group) {
    return lines.get(new Kind(group.type(), group.failing()));
  }

  /** How many of a type wait or are being written. */
  synchronized int count(ProcessType type) {
    return lines.entrySet().stream()
        .filter(each -> each.getKey().type() == type)
        .mapToInt(each -> each.getValue().size())
        .sum();
  }

  synchronized boolean isEmpty() {
    return lines.values().stream().allMatch(line -> line.size() == 0);
  }

  /** Whether some wait, and all that wait failed when they were last written. */
  synchronized boolean allFail() {
    return !isEmpty()
        && lines.values().stream().filter(line -> line.size() > 0).allMatch(line -> line.failing);
  }
}
