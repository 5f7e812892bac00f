package io.asyncable.web.report;

import io.asyncable.access.Viewer;
import io.asyncable.database.TookTooLong;
import io.asyncable.search.RecordCounts;
import io.asyncable.search.RecordCounts.Statistics;
import io.asyncable.search.RecordCounts.SummaryCount;
import io.asyncable.statistics.Remembered;
import io.asyncable.statistics.Remembered.Answer;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The summary and the statistics of all process types whose list the user may see. */
final class Reports {

  /** The number of days that the statistics cover by default. */
  static final int DAYS = 30;

  private static final int MOST_DAYS = 3650;
  private static final int LINES_PER_TYPE = 1_000;
  private static final Duration WEEK = Duration.ofDays(7);

  private record Question(ProcessType type, @Nullable Integer days) {}

  private final VisibleTypes types;
  private final RecordCounts counts;
  private final EngineClock clock;
  private final Remembered<Question, List<SummaryCount>> summaries;
  private final Remembered<Question, StatisticsReport.Line> statistics;

  Reports(VisibleTypes types, RecordCounts counts, EngineClock clock) {
    this.types = types;
    this.counts = counts;
    this.clock = clock;
    this.summaries = new Remembered<>(this::summary, clock);
    this.statistics = new Remembered<>(this::line, clock);
  }

  /** The number of days in a parameter; null if it is absent or blank. */
  static @Nullable Integer days(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      int days = Integer.parseInt(text.strip());
      if (days >= 1 && days <= MOST_DAYS) {
        return days;
      }
    } catch (NumberFormatException unreadable) {
      // Reported below.
    }
    throw new RequestProblem(
        "'%s' is not a number of days. Write a number from 1 to %d.".formatted(text, MOST_DAYS));
  }

  /**
   * @param days how many days ago a record was first submitted at most; null for all records
   */
  Summary summary(@Nullable Integer days, Viewer viewer) {
    Instant asOf = clock.instant();
    List<Summary.Line> lines = new ArrayList<>();
    boolean capped = false;
    for (ProcessType type : types.of(viewer)) {
      Answer<List<SummaryCount>> summary = summaries.get(new Question(type, days));
      asOf = asOf.isAfter(summary.asOf()) ? summary.asOf() : asOf;
      capped |= summary.value().size() >= LINES_PER_TYPE;
      lines.addAll(lines(type, summary.value()));
    }
    long records = lines.stream().mapToLong(Summary.Line::records).sum();
    return new Summary(asOf, days, records, capped, lines);
  }

  private List<SummaryCount> summary(Question question) {
    Instant now = clock.instant();
    return counts.summary(question.type(), since(question.days(), now), LINES_PER_TYPE, now);
  }

  /** Merges errors whose first words are the same after they were cut. */
  private static List<Summary.Line> lines(ProcessType type, List<SummaryCount> counts) {
    Map<Integer, Map<String, Long>> byAge = new TreeMap<>(Comparator.reverseOrder());
    for (SummaryCount count : counts) {
      String error = count.error() == null ? "" : ErrorDetails.firstToken(count.error());
      byAge
          .computeIfAbsent(count.days(), age -> new TreeMap<>())
          .merge(error, count.records(), Long::sum);
    }
    return byAge.entrySet().stream()
        .flatMap(
            age ->
                age.getValue().entrySet().stream()
                    .map(
                        error ->
                            new Summary.Line(
                                type.name(), age.getKey(), error.getKey(), error.getValue())))
        .toList();
  }

  StatisticsReport statistics(int days, Viewer viewer) {
    Instant asOf = clock.instant();
    List<StatisticsReport.Line> lines = new ArrayList<>();
    for (ProcessType type : types.of(viewer)) {
      Answer<StatisticsReport.Line> line = statistics.get(new Question(type, days));
      asOf = asOf.isAfter(line.asOf()) ? line.asOf() : asOf;
      lines.add(line.value());
    }
    return new StatisticsReport(asOf, days, lines);
  }

  private StatisticsReport.Line line(Question question) {
    Instant now = clock.instant();
    String type = question.type().name();
    try {
      Statistics found = counts.statistics(question.type(), since(question.days(), now), WEEK, now);
      return new StatisticsReport.Line(
          type,
          found.total(),
          found.inProgress(),
          found.canceled(),
          found.processed(),
          found.due() == 0 ? null : (double) found.within() / found.due(),
          found.within(),
          found.due(),
          found.median(),
          found.average(),
          found.longest(),
          found.shortest(),
          null);
    } catch (TookTooLong stopped) {
      return StatisticsReport.Line.uncounted(type, stopped.getMessage());
    }
  }

  private static Instant since(@Nullable Integer days, Instant now) {
    return days == null ? Instant.EPOCH : now.minus(Duration.ofDays(days));
  }
}
