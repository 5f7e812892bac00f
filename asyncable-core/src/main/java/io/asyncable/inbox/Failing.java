package io.asyncable.inbox;

import io.asyncable.State;
import io.asyncable.database.SqlTime;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.move.History;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Unconcluded;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.AttributePath;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends messages to the submitting users of records that have been failing for long: records that
 * were submitted a day ago, are not processed, and failed at the last attempt. The day counts from
 * the submission, however many attempts there were, because the history keeps too few entries to
 * say since when an often repeated record has been failing. A pass reads a bounded part of the old
 * submissions, and the next pass continues there. So a pass costs the same however many records
 * nobody concludes.
 */
final class Failing {

  private static final int WINDOW = 1_000;
  private static final int WINDOWS = 20;

  private static final String TOLD =
      """
      select record_id, submission from asyncable_message
      where process_type = :type and record_id in (:records) and kind = 'failing'
      """;

  private record Told(String id, Instant submission) {}

  private final Unconcluded records;
  private final History history;
  private final AttributeValues values;
  private final Descriptions descriptions;
  private final Policies policies;
  private final Messages messages;
  private final JdbcClient jdbc;
  private final Duration after;
  private final Map<String, RecordRow> reached = new HashMap<>();

  Failing(
      Unconcluded records,
      History history,
      AttributeValues values,
      Descriptions descriptions,
      Policies policies,
      Messages messages,
      JdbcClient jdbc,
      Duration after) {
    this.records = records;
    this.history = history;
    this.values = values;
    this.descriptions = descriptions;
    this.policies = policies;
    this.messages = messages;
    this.jdbc = jdbc;
    this.after = after;
  }

  int tell(ProcessType type, Instant now) {
    Optional<AttributePath> user = descriptions.path(type, Fact.SUBMITTED_BY);
    if (user.isEmpty()) {
      return 0;
    }
    int told = 0;
    for (int i = 0; i < WINDOWS; i++) {
      RecordRow last = reached.remove(type.name());
      List<RecordRow> window = records.submittedUntil(type, now.minus(after), last, WINDOW, now);
      told += tell(user.get(), window, now);
      if (window.size() < WINDOW) {
        return told;
      }
      reached.put(type.name(), window.get(WINDOW - 1));
    }
    return told;
  }

  private int tell(AttributePath user, List<RecordRow> window, Instant now) {
    List<RecordRow> untold = untold(failing(window));
    if (untold.isEmpty()) {
      return 0;
    }
    ProcessType type = untold.get(0).type();
    Set<String> addressed =
        values.of(type, user, untold.stream().map(RecordRow::id).toList()).keySet();
    List<RecordRow> rows = untold.stream().filter(row -> addressed.contains(row.id())).toList();
    List<Described> described = descriptions.of(rows);
    int told = 0;
    for (int i = 0; i < rows.size(); i++) {
      RecordRow row = rows.get(i);
      Optional<Recipient> recipient = Recipient.of(row, described.get(i));
      if (recipient.isPresent() && messages.tell(recipient.get(), telling(row, now), now)) {
        told++;
      }
    }
    return told;
  }

  private Telling telling(RecordRow row, Instant now) {
    Instant due = row.dueAt();
    Instant submitted = row.lastSubmittedAt();
    boolean triedAgain = false;
    if (row.state() != State.EXPIRED && due != null && submitted != null) {
      Instant end = policies.of(row.type()).givesUpAt(submitted, due);
      triedAgain = due.isBefore(end) && now.isBefore(end);
    }
    return Telling.failing(row, triedAgain);
  }

  private List<RecordRow> failing(List<RecordRow> window) {
    List<RecordRow> ended = window.stream().filter(row -> row.error() != null).toList();
    List<RecordRow> doubtful = ended.stream().filter(Failing::looksPutOff).toList();
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
