package io.asyncable.alert;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.explain.Explanations.Expiration;
import io.asyncable.explain.Reason;
import io.asyncable.move.Cause;
import io.asyncable.move.Event;
import io.asyncable.text.ErrorDetails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements with which sweepers find expired records to report, and with which channels take
 * their alerts.
 */
final class AlertRows {

  /** Uses the index {@code asyncable_history_unalerted_idx}, which holds only such entries. */
  private static final String UNTOLD =
      """
      select distinct process_type from asyncable_history
      where event = %s and alerted_at is null
      """
          .formatted(Event.EXPIRED.sql());

  /**
   * Of two sweepers the second waits for the first one's transaction, and then updates nothing
   * because the interval has begun again.
   */
  private static final String TURN =
      """
      insert into asyncable_alert_turn (process_type, at) values (:type, :now)
      on conflict (process_type) do update set at = excluded.at
      where asyncable_alert_turn.at <= :before
      """;

  /** Takes at most 50,000 entries; the next alert reports the rest. */
  private static final String GATHER =
      """
      with untold as (
        select id from asyncable_history
        where process_type = :type and event = %s and alerted_at is null
        order by id limit 50000 for update skip locked),
      told as (
        update asyncable_history h set alerted_at = :now from untold where h.id = untold.id
        returning h.id, h.record_id, h.cause, h.attempt, h.failures, h.losses, h.message,
          h.occurred_at)
      select *, count(*) over () as many, max(occurred_at) over () as until
      from told order by occurred_at, id limit 1
      """
          .formatted(Event.EXPIRED.sql());

  private static final String WRITE =
      """
      insert into asyncable_alert (channel, process_type, record_id, expired_at, reason, sentence,
        next, error, expired, until, gathered_at, due_at)
      values (:channel, :type, :record, :at, :reason, :sentence, :next, :error, :expired, :until,
        :now, :now)
      """;

  /**
   * Takes all waiting rows of one type, so that they become one alert. Takes none while a part of
   * them is being sent, or waits for another try.
   */
  private static final String TAKE =
      """
      update asyncable_alert set due_at = :lease, tries = tries + 1
      where id in (
        select id from asyncable_alert
        where channel = :channel and due_at <= :now and process_type = (
          select process_type from asyncable_alert where channel = :channel
          group by process_type having max(due_at) <= :now order by min(id) limit 1)
        for update skip locked)
      returning *
      """;

  private static final String DONE = "delete from asyncable_alert where id in (:ids)";

  private static final String AGAIN = "update asyncable_alert set due_at = :due where id in (:ids)";

  private static final String FORGET = "delete from asyncable_alert where gathered_at < :before";

  private final JdbcClient jdbc;

  AlertRows(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** The names of the types with expired records that no alert has reported. */
  List<String> untold() {
    return jdbc.sql(UNTOLD).query(String.class).list();
  }

  /**
   * Whether no sweeper has gathered expired records of the type since that time. If so, the caller
   * must do it.
   */
  boolean turn(String type, Instant before, Instant now) {
    return jdbc.sql(TURN)
            .param("type", type)
            .param("before", SqlTime.of(before))
            .param("now", SqlTime.of(now))
            .update()
        > 0;
  }

  /** Marks the expired records of the type as reported; empty if there are none. */
  Optional<Expired> gather(String type, Instant now) {
    return jdbc.sql(GATHER)
        .param("type", type)
        .param("now", SqlTime.of(now))
        .query(
            (row, index) ->
                new Expired(
                    row.getString("record_id"),
                    expiration(row),
                    row.getInt("many"),
                    SqlTime.read(row, "until")))
        .optional();
  }

  private static Expiration expiration(ResultSet row) throws SQLException {
    return new Expiration(
        Cause.of(row.getString("cause")).orElse(null),
        row.getInt("attempt"),
        row.getInt("failures"),
        row.getInt("losses"),
        row.getString("message"),
        SqlTime.read(row, "occurred_at"));
  }

  /** Stores an alert for the channel. */
  void write(String channel, String type, Expired expired, Reason reason, Instant now) {
    jdbc.sql(WRITE)
        .param("channel", channel)
        .param("type", type)
        .param("record", expired.record())
        .param("at", SqlTime.of(expired.expiration().at()))
        .param("reason", reason.word())
        .param("sentence", reason.sentence().absolute())
        .param("next", reason.nextWithHelp().absolute())
        .param("error", ErrorDetails.firstToken(expired.expiration().error()))
        .param("expired", expired.many())
        .param("until", SqlTime.of(expired.until()))
        .param("now", SqlTime.of(now))
        .update();
  }

  /**
   * Takes the channel's waiting alerts of one type, in the order of writing. They belong to the
   * caller until the lease ends.
   */
  List<GatheredAlert> take(String channel, Instant now, Instant lease) {
    return jdbc
        .sql(TAKE)
        .param("channel", channel)
        .param("now", SqlTime.of(now))
        .param("lease", SqlTime.of(lease))
        .query((row, index) -> gathered(row))
        .list()
        .stream()
        .sorted(Comparator.comparingLong(GatheredAlert::id))
        .toList();
  }

  /** The alerts were sent. */
  void done(List<GatheredAlert> told) {
    jdbc.sql(DONE).param("ids", ids(told)).update();
  }

  /** The alerts must be sent later. */
  void again(List<GatheredAlert> untold, Instant due) {
    jdbc.sql(AGAIN).param("ids", ids(untold)).param("due", SqlTime.of(due)).update();
  }

  /** Deletes alerts from before this time that no channel took; returns their number. */
  int forget(Instant before) {
    return jdbc.sql(FORGET).param("before", SqlTime.of(before)).update();
  }

  private static List<Long> ids(List<GatheredAlert> alerts) {
    return alerts.stream().map(GatheredAlert::id).toList();
  }

  private static GatheredAlert gathered(ResultSet row) throws SQLException {
    return new GatheredAlert(
        row.getLong("id"),
        row.getString("process_type"),
        row.getString("record_id"),
        SqlTime.read(row, "expired_at"),
        row.getString("reason"),
        row.getString("sentence"),
        row.getString("next"),
        row.getString("error"),
        row.getInt("expired"),
        SqlTime.read(row, "until"),
        row.getInt("tries"));
  }
}
