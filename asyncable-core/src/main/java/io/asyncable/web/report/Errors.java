package io.asyncable.web.report;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.note.Playbooks;
import io.asyncable.search.ErrorGroups;
import io.asyncable.search.ErrorGroups.Bin;
import io.asyncable.search.ErrorGroups.Count;
import io.asyncable.search.ErrorGroups.Key;
import io.asyncable.search.ErrorGroups.Kind;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.statistics.Remembered;
import io.asyncable.statistics.Remembered.Answer;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.NoteForm;
import io.asyncable.web.record.RecordFilter;
import io.asyncable.web.record.VisibleRecords;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The failures that a user may see, grouped by fingerprint. */
final class Errors {

  /** The failures that the history has for a window, of all types. */
  private record Reading(Instant since, List<Count> counts, List<Bin> bins, List<Kind> kinds) {}

  private static final int LARGEST_READING = 500;
  private static final int SHOWN = 100;

  private final VisibleTypes types;
  private final ErrorGroups groups;
  private final VisibleRecords records;
  private final Playbooks playbooks;
  private final EngineClock clock;
  private final Remembered<Window, Reading> readings;

  Errors(
      VisibleTypes types,
      ErrorGroups groups,
      VisibleRecords records,
      Playbooks playbooks,
      EngineClock clock) {
    this.types = types;
    this.groups = groups;
    this.records = records;
    this.playbooks = playbooks;
    this.clock = clock;
    this.readings = new Remembered<>(this::read, clock);
  }

  private Reading read(Window window) {
    Instant since = window.since(clock.instant());
    List<Count> counts = new ArrayList<>();
    for (ProcessType type : types.types().all()) {
      counts.addAll(groups.counts(type, since, LARGEST_READING));
    }
    return new Reading(
        since,
        counts,
        groups.trend(types.types().all(), since, window.trendStep()),
        groups.kinds(counts.stream().map(Count::key).toList()));
  }

  ErrorList list(Window window, Viewer viewer) {
    Answer<Reading> reading = readings.get(window);
    List<ErrorLine> found = groups(reading.value(), window, viewer);
    boolean capped =
        reading.value().counts().stream().anyMatch(count -> count.groups() > LARGEST_READING);
    return new ErrorList(
        window.word(),
        reading.asOf(),
        window.trendStep(),
        found.size(),
        capped,
        found.subList(0, Math.min(SHOWN, found.size())));
  }

  /**
   * One group, even if it has no failure in the window.
   *
   * @throws UnknownRecord if the user can see no failure with this fingerprint
   */
  ErrorDetail find(String fingerprint, Window window, Viewer viewer) {
    List<ProcessType> visible = types.of(viewer);
    ErrorGroups.Example newest =
        Criteria.isFingerprint(fingerprint)
            ? groups.example(visible, fingerprint).orElseThrow(() -> unknown(fingerprint))
            : unknownAtOnce(fingerprint);
    Answer<Reading> reading = readings.get(window);
    ErrorLine group =
        groups(reading.value(), window, viewer).stream()
            .filter(one -> one.fingerprint().equals(fingerprint))
            .findFirst()
            .orElseGet(() -> absent(newest, fingerprint, window, viewer));
    boolean whole = viewer.may(Permission.VIEW_ERROR, newest.type());
    return new ErrorDetail(
        window.word(),
        reading.asOf(),
        window.trendStep(),
        group,
        new ErrorDetail.Example(
            newest.type(),
            newest.id(),
            newest.occurredAt(),
            whole ? newest.message() : null,
            whole ? newest.stack() : null,
            !whole),
        playbooks.of(fingerprint).orElse(null),
        records.page(RecordFilter.ofFailure(fingerprint), viewer));
  }

  /**
   * Writes the playbook of a group.
   *
   * @param read the version that the author has read; 0 if there was none
   * @throws UnknownRecord if the user can see no failure with this fingerprint
   * @throws io.asyncable.web.RequestProblem if the text cannot be kept
   * @throws ActionRefused if there is a newer version
   */
  void write(Actor author, String fingerprint, int read, String text, Viewer viewer) {
    if (!Criteria.isFingerprint(fingerprint)
        || groups.example(types.of(viewer), fingerprint).isEmpty()) {
      throw unknown(fingerprint);
    }
    String storable = NoteForm.storable("playbook", text.strip(), "Shorten it.");
    if (!playbooks.write(author, fingerprint, read, storable)) {
      throw new ActionRefused(
          "Somebody else has changed the playbook meanwhile. Copy your text, open the page again, and write your text there.");
    }
  }

  private static UnknownRecord unknown(String fingerprint) {
    return new UnknownRecord(
        "There is no group of failures '%s', or all its failures were deleted because they were too old."
            .formatted(fingerprint));
  }

  private static ErrorGroups.Example unknownAtOnce(String fingerprint) {
    throw unknown(fingerprint);
  }

  private List<ErrorLine> groups(Reading reading, Window window, Viewer viewer) {
    List<String> visible = types.of(viewer).stream().map(ProcessType::name).toList();
    Map<String, List<Kind>> kinds =
        reading.kinds().stream()
            .filter(kind -> visible.contains(kind.key().type()))
            .collect(Collectors.groupingBy(kind -> kind.key().fingerprint()));
    Map<String, List<Bin>> bins =
        reading.bins().stream()
            .filter(bin -> visible.contains(bin.type()))
            .collect(Collectors.groupingBy(Bin::fingerprint));
    return reading.counts().stream()
        .filter(count -> visible.contains(count.type().name()))
        .collect(Collectors.groupingBy(Count::fingerprint))
        .values()
        .stream()
        .map(
            counts -> {
              String fingerprint = counts.get(0).fingerprint();
              return group(
                  counts,
                  Objects.requireNonNull(kinds.get(fingerprint)),
                  trend(bins.getOrDefault(fingerprint, List.of()), reading.since(), window),
                  viewer);
            })
        .sorted(
            Comparator.comparingLong(ErrorLine::attempts)
                .reversed()
                .thenComparing(ErrorLine::fingerprint))
        .toList();
  }

  private ErrorLine group(List<Count> counts, List<Kind> kinds, List<Long> trend, Viewer viewer) {
    Kind kind = kinds.get(0);
    return new ErrorLine(
        kind.key().fingerprint(),
        token(kind.errorClass()),
        kind.errorClass(),
        kind.frame(),
        kinds.stream()
            .filter(one -> viewer.may(Permission.VIEW_ERROR, one.key().type()))
            .map(Kind::pattern)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        counts.stream().map(count -> count.type().name()).sorted().toList(),
        services(counts.stream().map(Count::type)),
        counts.stream().mapToLong(Count::attempts).sum(),
        counts.stream().mapToLong(Count::records).sum(),
        counts.stream().mapToLong(Count::unconcluded).sum(),
        counts.stream().mapToLong(Count::recovered).sum(),
        kinds.stream().map(Kind::firstSeen).min(Comparator.naturalOrder()).orElseThrow(),
        counts.stream().map(Count::lastSeen).max(Comparator.naturalOrder()).orElseThrow(),
        trend);
  }

  private static List<Long> trend(List<Bin> bins, Instant since, Window window) {
    long[] steps = new long[window.trendSteps()];
    for (Bin bin : bins) {
      long step = Duration.between(since, bin.from()).dividedBy(window.trendStep());
      // An attempt that failed while the history was read belongs to the last step.
      steps[(int) Math.min(step, steps.length - 1)] += bin.attempts();
    }
    return Arrays.stream(steps).boxed().toList();
  }

  private List<String> services(Stream<ProcessType> ofGroup) {
    return ofGroup
        .flatMap(type -> types.policies().of(type).services().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private ErrorLine absent(
      ErrorGroups.Example newest, String fingerprint, Window window, Viewer viewer) {
    Kind kind = groups.kinds(List.of(new Key(newest.type(), fingerprint))).get(0);
    return new ErrorLine(
        fingerprint,
        token(kind.errorClass()),
        kind.errorClass(),
        kind.frame(),
        viewer.may(Permission.VIEW_ERROR, newest.type()) ? kind.pattern() : null,
        List.of(newest.type()),
        services(Stream.of(types.types().named(newest.type()))),
        0,
        0,
        0,
        0,
        kind.firstSeen(),
        newest.occurredAt(),
        trend(List.of(), newest.occurredAt(), window));
  }

  /** The first word of a record's {@code error}. */
  private static String token(@Nullable String errorClass) {
    return errorClass == null
        ? ""
        : ErrorDetails.firstToken(errorClass.substring(errorClass.lastIndexOf('.') + 1));
  }
}
