package io.asyncable.submit;

import io.asyncable.database.Parameters;
import io.asyncable.move.Reference;
import io.asyncable.move.Submissions;
import io.asyncable.move.Submissions.Beginning;
import io.asyncable.observe.Tracing;
import io.asyncable.queue.Lane;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Inserts rows of records, submitted, by statements of the caller's and in the caller's
 * transaction. For many records this takes a part of the time that JPA needs.
 */
public final class NewRows {

  private final Submissions submissions;
  private final Tracing tracing;
  private final AfterCommit afterCommit;
  private final CallersTransaction transaction;

  NewRows(
      Submissions submissions,
      Tracing tracing,
      AfterCommit afterCommit,
      CallersTransaction transaction) {
    this.submissions = submissions;
    this.tracing = tracing;
    this.afterCommit = afterCommit;
    this.transaction = transaction;
  }

  /**
   * The rows of one statement.
   *
   * @param ids of the new records, as text
   * @param parameters of the statement
   */
  public record Rows(List<String> ids, Parameters parameters) {}

  /** When records may run, and whether a message for each goes out after the commit. */
  public record Start(Instant eligible, boolean isPublishing, Instant now) {}

  /**
   * Does the work in the caller's transaction, or in one of its own. If it throws anything, the
   * transaction is rolled back.
   */
  public <T> T within(Supplier<T> work) {
    return Objects.requireNonNull(transaction.run(status -> work.get()));
  }

  /**
   * Inserts the rows, within {@link #within}.
   *
   * @param statement see {@link Submissions#insert}
   */
  public void insert(ProcessType type, String statement, Rows rows, Start start) {
    boolean publishing = start.isPublishing && !start.eligible.isAfter(start.now);
    tracing.submit(
        type,
        trace -> {
          Beginning beginning = new Beginning(start.eligible, publishing, trace, start.now);
          submissions.insert(type, statement, rows.parameters, beginning);
          if (publishing) {
            for (String id : rows.ids) {
              Reference reference = new Reference(type.name(), id, start.eligible, 0);
              afterCommit.publish(type, Lane.FIRST, reference, start.now, trace);
            }
          }
        });
  }
}
