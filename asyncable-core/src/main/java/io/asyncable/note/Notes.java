package io.asyncable.note;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Recipient;
import io.asyncable.inbox.Telling;
import io.asyncable.worker.EngineClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Writes notes, with their entry in the audit and their message, and reads them. */
public final class Notes {

  private static final String WRITE =
      """
      insert into asyncable_note (process_type, record_id, author, at, text)
      values (:type, :record, :author, :at, :text)
      returning *
      """;

  private static final String OF_RECORD =
      """
      select * from asyncable_note
      where process_type = :type and record_id = :record and id < :before
      order by id desc limit :limit
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Messages messages;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  Notes(
      EngineDatabase database,
      Audit audit,
      Messages messages,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.jdbc = database.client();
    this.audit = audit;
    this.messages = messages;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Writes a note. The caller must have checked the author's permission.
   *
   * @param text not blank, without NUL and at most {@link Note#LONGEST} characters
   * @param to who gets a message about it, unless that is the author; null for nobody
   */
  public Note write(Actor author, String type, String id, String text, @Nullable Recipient to) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Instant now = clock.instant();
              Note note = insert(author.name(), type, id, text, now);
              Change change = new Change(null, "note %d".formatted(note.id()));
              audit.ofPart(author, "note", type, id, "note-" + note.id(), change, now);
              if (to != null && !to.user().equals(author.name())) {
                messages.tell(to, Telling.noteBy(author.name(), note.id()), now);
              }
              return note;
            }));
  }

  private Note insert(String author, String type, String id, String text, Instant at) {
    return jdbc.sql(WRITE)
        .param("type", type)
        .param("record", id)
        .param("author", author)
        .param("at", SqlTime.of(at))
        .param("text", text)
        .query((row, index) -> note(row))
        .single();
  }

  /**
   * A page of a record's notes, newest first.
   *
   * @param before the id of the last note of the page before; null for the first page
   */
  public List<Note> of(String type, String id, @Nullable Long before, int limit) {
    return jdbc.sql(OF_RECORD)
        .param("type", type)
        .param("record", id)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("limit", limit)
        .query((row, index) -> note(row))
        .list();
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(
        row.getLong("id"),
        row.getString("process_type"),
        row.getString("record_id"),
        row.getString("author"),
        SqlTime.read(row, "at"),
        row.getString("text"));
  }
}
