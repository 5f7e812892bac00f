package io.asyncable.note;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.worker.EngineClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The playbooks of groups of failures. Every version is kept, and the newest is in force. A change
 * names the version that its author has read, so that nobody overwrites what somebody else wrote
 * meanwhile.
 */
public final class Playbooks {

  private static final String FIND =
      "select * from asyncable_playbook where fingerprint = :fingerprint order by version desc limit 1";

  /** Of two changes of one version, the primary key lets one pass. */
  private static final String WRITE =
      """
      insert into asyncable_playbook (fingerprint, version, author, at, text)
      select :fingerprint, :read + 1, :author, :at, :text
      where :read = (select coalesce(max(version), 0) from asyncable_playbook
        where fingerprint = :fingerprint)
      on conflict do nothing
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  Playbooks(
      EngineDatabase database,
      Audit audit,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.jdbc = database.client();
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /** The newest version, even if it says that the playbook was removed. */
  public Optional<Playbook> of(String fingerprint) {
    return jdbc.sql(FIND)
        .param("fingerprint", fingerprint)
        .query((row, index) -> playbook(row))
        .optional();
  }

  /**
   * Writes the next version. The caller must have checked the author's permission.
   *
   * @param read the version that the author has read; 0 if there was none
   * @param text without NUL and at most {@link Note#LONGEST} characters; empty to remove the
   *     playbook
   * @return false if there is a newer version
   */
  public boolean write(Actor author, String fingerprint, int read, String text) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              Instant now = clock.instant();
              boolean written = insert(author.name(), fingerprint, read, text, now);
              if (written) {
                Change change =
                    new Change(
                        read == 0 ? null : words(read),
                        text.isEmpty() ? "removed" : words(read + 1));
                audit.ofTarget(author, "playbook", "errors " + fingerprint, change, now);
              }
              return written;
            }));
  }

  private static String words(int version) {
    return "version " + version;
  }

  private boolean insert(String author, String fingerprint, int read, String text, Instant at) {
    return jdbc.sql(WRITE)
            .param("fingerprint", fingerprint)
            .param("read", read)
            .param("author", author)
            .param("at", SqlTime.of(at))
            .param("text", text)
            .update()
        > 0;
  }

  private static Playbook playbook(ResultSet row) throws SQLException {
    return new Playbook(
        row.getString("fingerprint"),
        row.getInt("version"),
        row.getString("author"),
        SqlTime.read(row, "at"),
        row.getString("text"));
  }
}
