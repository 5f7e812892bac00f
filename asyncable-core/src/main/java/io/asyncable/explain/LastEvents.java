package io.asyncable.explain;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.move.Event;
import io.asyncable.move.RecordRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the last event of each record of a page, in one statement. */
final class LastEvents {

  private static final Set<Event> TELLING =
      EnumSet.of(
          Event.FAILED,
          Event.LOST,
          Event.POSTPONED,
          Event.EXPIRED,
          Event.CANCELED,
          Event.MARKED_PROCESSED);

  /** Leaves out acts that do not change a record's state. Uses the index by record. */
  private static final String LATEST =
      """
      select r.place, h.* from unnest(?, ?, ?) with ordinality r(type, id, submission, place)
      cross join lateral (
        select event, occurred_at, worker_name, actor, message, failures, losses
        from asyncable_history h
        where h.process_type = r.type and h.record_id = r.id
          and (r.submission is null or h.submission = cast(r.submission as timestamptz))
          and h.event in %s
        order by id desc limit 1) h
      """
          .formatted(Event.sql(TELLING));

  /**
   * The last event that explains a record's present state.
   *
   * @param event what happened
   * @param at when
   * @param workerName the worker of the attempt that ended
   * @param actor the person, handler or application that acted
   * @param message the reason that the actor gave, or the error
   * @param failures the number of failed attempts of the submission so far
   * @param losses the number of lost attempts of the submission so far
   */
  record LastEvent(
      Event event,
      Instant at,
      @Nullable String workerName,
      @Nullable String actor,
      @Nullable String message,
      int failures,
      int losses) {

    /** The same without the worker's name. */
    LastEvent nameless() {
      return new LastEvent(event, at, null, actor, message, failures, losses);
    }
  }

  private final JdbcClient jdbc;

  LastEvents(EngineDatabase database) {
    this.jdbc = database.client();
  }

  private static @Nullable String submission(RecordRow row) {
    Instant submitted = row.lastSubmittedAt();
    return submitted == null ? null : SqlTime.text(submitted);
  }

  /** The events by the row's place in the list. Rows without such an event are missing. */
  Map<Integer, LastEvent> of(List<RecordRow> rows) {
    Map<Integer, LastEvent> found = new HashMap<>();
    if (!rows.isEmpty()) {
      RowCallbackHandler add =
          row ->
              found.put(
                  row.getInt("place") - 1,
                  new LastEvent(
                      Event.of(row.getString("event")).orElseThrow(),
                      SqlTime.read(row, "occurred_at"),
                      row.getString("worker_name"),
                      row.getString("actor"),
                      row.getString("message"),
                      row.getInt("failures"),
                      row.getInt("losses")));
      jdbc.sql(LATEST)
          .param(rows.stream().map(row -> row.type().name()).toArray(String[]::new))
          .param(rows.stream().map(RecordRow::id).toArray(String[]::new))
          .param(rows.stream().map(LastEvents::submission).toArray(String[]::new))
          .query(add);
    }
    return found;
  }
}
