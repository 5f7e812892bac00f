package io.asyncable.inbox;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.move.History;
import io.asyncable.move.RecordRow;
import io.asyncable.text.ErrorDetails;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the records that failed at the last attempt and about which no message was written. */
final class UntoldFailures {

  private static final String TOLD =
      """
      select record_id, submission from asyncable_message
      where process_type = :type and record_id in (:records) and kind = 'failing'
      """;

  private record Told(String id, Instant submission) {}

  private final History history;
  private final JdbcClient jdbc;

  UntoldFailures(History history, EngineDatabase database) {
    this.history = history;
    this.jdbc = database.client();
  }

  /** The ones among these records of one type. */
  List<RecordRow> among(List<RecordRow> rows) {
    return untold(failing(rows));
  }

  private List<RecordRow> failing(List<RecordRow> window) {
    List<RecordRow> ended = window.stream().filter(row -> row.error() != null).toList();
    List<RecordRow> doubtful = ended.stream().filter(UntoldFailures::looksPutOff).toList();
    if (doubtful.isEmpty()) {
      return ended;
    }
    Set<String> failed =
        history.failedLast(doubtful.get(0).type(), doubtful.stream().map(RecordRow::id).toList());
    return ended.stream().filter(row -> !looksPutOff(row) || failed.contains(row.id())).toList();
  }

  private static boolean looksPutOff(RecordRow row) {
    return ErrorDetails.looksPutOff(String.valueOf(row.error()));
  }

  private List<RecordRow> untold(List<RecordRow> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    List<Told> told =
        jdbc.sql(TOLD)
            .param("type", rows.get(0).type().name())
            .param("records", rows.stream().map(RecordRow::id).toList())
            .query(
                (row, index) ->
                    new Told(row.getString("record_id"), SqlTime.read(row, "submission")))
            .list();
    Set<Told> known = Set.copyOf(told);
    return rows.stream()
        .filter(row -> !known.contains(new Told(row.id(), row.lastSubmittedAt())))
        .toList();
  }
}
