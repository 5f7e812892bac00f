package io.asyncable.inbox;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import java.time.Instant;
import java.util.EnumSet;
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

  /** Ends of attempts that are no failures. */
  private static final Set<Cause> PUT_OFF = EnumSet.of(Cause.POSTPONED, Cause.GIVEN_BACK);

  private record Told(String id, Instant submission) {}

  private final JdbcClient jdbc;

  UntoldFailures(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** The ones among these records of one type. */
  List<RecordRow> among(List<RecordRow> rows) {
    return untold(rows.stream().filter(UntoldFailures::isFailing).toList());
  }

  private static boolean isFailing(RecordRow row) {
    return row.error() != null && !PUT_OFF.contains(row.cause());
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
