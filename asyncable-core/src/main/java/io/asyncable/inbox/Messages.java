package io.asyncable.inbox;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.inbox.Message.Kind;
import io.asyncable.move.RecordRow;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes messages, as part of the caller's transaction, and reads them. */
public final class Messages {

  /**
   * The index {@code asyncable_message_once_idx} lets only the first of two sweepers write the
   * message.
   */
  private static final String WRITE =
      """
      insert into asyncable_message
        (recipient, kind, process_type, record_id, submission, at, label, text, note, watched)
      values (:recipient, :kind, :type, :record, :submission, :at, :label, :text, :note, :watched)
      on conflict do nothing
      """;

  private static final String INBOX =
      """
      select * from asyncable_message where recipient = :recipient and id < :before
        and (:types::text[] is null or process_type = any(:types))
      order by id desc limit :limit
      """;

  /** Reads the unread ones and the others each by an index, and no more than the limit of both. */
  private static final String UNREAD_FIRST =
      """
      select * from (
        (select * from asyncable_message where recipient = :recipient and read_at is null
          and :unread and id < :before and (:types::text[] is null or process_type = any(:types))
          order by id desc limit :limit)
        union all
        (select * from asyncable_message where recipient = :recipient and read_at is not null
          and (:unread or id < :before) and (:types::text[] is null or process_type = any(:types))
          order by id desc limit :limit)) m
      order by read_at is null desc, id desc limit :limit
      """;

  private static final String OF_RECORD =
      """
      select * from asyncable_message where process_type = :type and record_id = :record
      order by id desc limit :limit
      """;

  /** By {@code asyncable_message_unread_idx}, and never more than the limit. */
  private static final String UNREAD =
      """
      select count(*) from (
        select 1 from asyncable_message where recipient = :recipient and read_at is null
          and (:types::text[] is null or process_type = any(:types))
        limit :limit) u
      """;

  private static final String READ =
      """
      update asyncable_message set read_at = :now
      where recipient = :recipient and id = :id and read_at is null
      """;

  private static final String READ_UP_TO =
      """
      update asyncable_message set read_at = :now
      where recipient = :recipient and id <= :id and read_at is null
      """;

  private final ObjectProvider<Descriptions> descriptions;
  private final JdbcClient jdbc;
  private final EngineClock clock;

  /**
   * @param descriptions used lazily: they need the handlers, and one handler acts on records and
   *     therefore needs this bean
   */
  Messages(ObjectProvider<Descriptions> descriptions, EngineDatabase database, EngineClock clock) {
    this.descriptions = descriptions;
    this.jdbc = database.client();
    this.clock = clock;
  }

  /**
   * The recipient of messages about a record whose row the caller's transaction reads later; empty
   * if there is no such record or it names no user. Only the application's description is asked for
   * now, on a connection of its own, so call this before the transaction begins.
   *
   * @throws io.asyncable.UnknownRecord if the type has no such ids
   */
  public Function<RecordRow, Optional<Recipient>> recipients(ProcessType type, String id) {
    String spelled = type.spelled(id);
    Described described =
        descriptions.getObject().of(Map.of(type, List.of(spelled))).get(type).get(spelled);
    return row -> Optional.ofNullable(described).flatMap(told -> Recipient.of(row, told));
  }

  /** Writes a message; false if it is one that is written only once and was written before. */
  public boolean tell(Recipient to, Telling telling, Instant at) {
    Instant submission = to.row().lastSubmittedAt();
    return jdbc.sql(WRITE)
            .param("recipient", to.user())
            .param("kind", telling.kindWord())
            .param("type", to.row().type().name())
            .param("record", to.row().id())
            .param("submission", SqlTime.ofNullable(submission))
            .param("at", SqlTime.of(at))
            .param("label", to.label())
            .param("text", telling.text())
            .param("note", telling.note())
            .param("watched", telling.kind() == Kind.FAILING)
            .update()
        > 0;
  }

  /**
   * A page of a user's messages, newest first.
   *
   * @param types of records of these process types only; null for all
   * @param before the id of the last message of the page before; null for the first page
   */
  public List<Message> inbox(
      String recipient, @Nullable List<String> types, @Nullable Long before, int limit) {
    return jdbc.sql(INBOX)
        .param("recipient", recipient)
        .param("types", array(types))
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("limit", limit)
        .query((row, index) -> message(row))
        .list();
  }

  /**
   * Where a page of an inbox ends that has unread messages before read ones, each newest first.
   *
   * @param unread whether the last message of the page is unread
   * @param id of the last message
   */
  public record Place(boolean unread, long id) {

    /** Before all messages. */
    public static final Place START = new Place(true, Long.MAX_VALUE);

    /** The place of this message. */
    public static Place of(Message message) {
      return new Place(message.readAt() == null, message.id());
    }
  }

  /**
   * A page of a user's messages, unread before read ones and each newest first.
   *
   * @param types of records of these process types only; null for all
   * @param after where the page before ends
   */
  public List<Message> unreadFirst(
      String recipient, @Nullable List<String> types, Place after, int limit) {
    return jdbc.sql(UNREAD_FIRST)
        .param("recipient", recipient)
        .param("types", array(types))
        .param("unread", after.unread())
        .param("before", after.id())
        .param("limit", limit)
        .query((row, index) -> message(row))
        .list();
  }

  /** The messages about a record, newest first. */
  public List<Message> ofRecord(String type, String id, int limit) {
    return jdbc.sql(OF_RECORD)
        .param("type", type)
        .param("record", id)
        .param("limit", limit)
        .query((row, index) -> message(row))
        .list();
  }

  private static String @Nullable [] array(@Nullable List<String> types) {
    return types == null ? null : types.toArray(String[]::new);
  }

  /** How many of a user's messages about these types are unread, counted up to the limit. */
  public int unread(String recipient, @Nullable List<String> types, int limit) {
    return jdbc.sql(UNREAD)
        .param("recipient", recipient)
        .param("types", array(types))
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Marks the message as read if it is the user's. */
  public void read(String recipient, long id) {
    mark(READ, recipient, id);
  }

  /** Marks the user's messages up to this one, the newest that the user has seen. */
  public void readUpTo(String recipient, long id) {
    mark(READ_UP_TO, recipient, id);
  }

  private void mark(String statement, String recipient, long id) {
    jdbc.sql(statement)
        .param("recipient", recipient)
        .param("id", id)
        .param("now", SqlTime.of(clock.instant()))
        .update();
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getLong("id"),
        row.getString("recipient"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("process_type"),
        row.getString("record_id"),
        SqlTime.readNullable(row, "submission"),
        SqlTime.read(row, "at"),
        SqlTime.readNullable(row, "read_at"),
        row.getString("label"),
        row.getString("text"),
        row.getObject("note", Long.class));
  }
}
