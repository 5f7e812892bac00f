package io.asyncable.web.record;

import io.asyncable.access.Viewer;
import io.asyncable.describe.Descriptions;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.move.Act;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.search.Selection;
import io.asyncable.search.UnknownTypes;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.TimedText;
import io.asyncable.type.AttributePath;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.ProcessType;
import io.asyncable.web.CsvFiles.Rows;
import io.asyncable.web.CsvFiles.Table;
import io.asyncable.web.VisibleTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list as a table. It reads all rows in one snapshot and writes them while it reads. Like the
 * list it contains only the first word of an error.
 */
final class RecordTable {

  private static final String NAME = "async-jobs";

  /** Programs read these columns, so new columns come after them, and only on request. */
  private static final List<String> COLUMNS =
      List.of("type", "id", "submitted", "last_submitted", "attempted", "error", "participant_id");

  private static final List<String> REASONS = List.of("state", "reason", "why", "next");

  private final RecordList records;
  private final Descriptions descriptions;
  private final AttributeValues values;
  private final UnknownTypes unknown;
  private final Explanations explanations;
  private final Snapshots snapshots;

  RecordTable(
      RecordList records,
      Descriptions descriptions,
      AttributeValues values,
      UnknownTypes unknown,
      Explanations explanations,
      Snapshots snapshots) {
    this.records = records;
    this.descriptions = descriptions;
    this.values = values;
    this.unknown = unknown;
    this.explanations = explanations;
    this.snapshots = snapshots;
  }

  /** The name and columns, with the explaining columns only on request. */
  static Table of(boolean why) {
    return why ? table(REASONS) : table(List.of());
  }

  private static Table table(List<String> more) {
    return new Table(NAME, Stream.concat(COLUMNS.stream(), more.stream()).toArray(String[]::new));
  }

  /**
   * Writes all rows.
   *
   * @param why whether each row ends with the record's state, reason, explanation and next step
   */
  void write(Selection selection, Instant now, boolean why, Viewer viewer, Rows rows) {
    snapshots.run(
        () -> {
          Function<List<RecordRow>, List<Reason>> reasons = reasons(why, viewer);
          records.all(
              selection, now, portion -> add(portion, reasons.apply(portion), viewer, rows));
        });
  }

  /** Writes the records of types that this application does not know. */
  void writeUnknown(Instant now, boolean why, Rows rows) {
    snapshots.run(() -> unknown.all(now, row -> rows.add(cells(row, why).toArray())));
  }

  private static List<@Nullable Object> cells(UnknownTypes.Row row, boolean why) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(row.type());
    cells.add(row.id());
    cells.add(row.submittedAt());
    cells.add(row.lastSubmittedAt());
    cells.add(row.attemptedAt());
    cells.add(null);
    cells.add(null);
    if (why) {
      cells.addAll(List.of(row.state().name(), UnknownTypes.Row.REASON, row.why(), row.next()));
    }
    return cells;
  }

  private Function<List<RecordRow>, List<Reason>> reasons(boolean why, Viewer viewer) {
    return why
        ? explanations.inPortions(row -> VisibleTypes.sees(row.type(), viewer))
        : portion -> List.of();
  }

  private void add(List<RecordRow> portion, List<Reason> reasons, Viewer viewer, Rows rows) {
    Map<ProcessType, Map<String, String>> participants = participants(portion);
    for (int i = 0; i < portion.size(); i++) {
      RecordRow row = portion.get(i);
      List<@Nullable Object> cells = cells(row, participants.getOrDefault(row.type(), Map.of()));
      if (!reasons.isEmpty()) {
        cells.addAll(explained(row, reasons.get(i), viewer));
      }
      rows.add(cells.toArray());
    }
  }

  private static List<@Nullable Object> cells(RecordRow row, Map<String, String> participants) {
    String error = row.error();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(row.type().name());
    cells.add(row.id());
    cells.add(row.submittedAt());
    cells.add(row.isOfUnknownStart() ? row.submittedAt() : row.lastSubmittedAt());
    cells.add(row.attemptedAt());
    cells.add(error == null ? null : ErrorDetails.firstToken(error));
    cells.add(participants.get(row.id()));
    return cells;
  }

  private static List<Object> explained(RecordRow row, Reason reason, Viewer viewer) {
    boolean acting =
        Arrays.stream(Act.values())
            .anyMatch(
                act -> act.isPossible(row) && viewer.may(act.permission(), row.type().name()));
    TimedText next = acting ? reason.nextWithHelp() : reason.next();
    return List.of(
        row.state().name(), reason.word(), reason.sentence().absolute(), next.absolute());
  }

  private Map<ProcessType, Map<String, String>> participants(List<RecordRow> rows) {
    Map<ProcessType, Map<String, String>> participants = new HashMap<>();
    rows.stream()
        .collect(Collectors.groupingBy(RecordRow::type))
        .forEach(
            (type, ofType) -> {
              Optional<AttributePath> participant = descriptions.path(type, Fact.PARTICIPANT_ID);
              participant.ifPresent(
                  path ->
                      participants.put(
                          type,
                          values.of(type, path, ofType.stream().map(RecordRow::id).toList())));
            });
    return participants;
  }
}
