package io.asyncable.move;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The async columns of a record and its state, as the database had them when it was asked. */
public record RecordRow(
    ProcessType type,
    String id,
    State state,
    @Nullable Instant submittedAt,
    @Nullable Instant lastSubmittedAt,
    @Nullable Instant attemptedAt,
    @Nullable Instant processedAt,
    @Nullable Instant canceledAt,
    @Nullable String error,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Long claimedBy,
    @Nullable String trace,
    @Nullable Instant publishedAt,
    @Nullable Cause cause,
    @Nullable Cause hold) {

  /** What {@link #of} reads; the table's alias is t. */
  public static final String COLUMNS =
      """
      cast(t.{id} as text) as id, t.{submitted_at} as submitted_at,
      t.{last_submitted_at} as last_submitted_at, t.{attempted_at} as attempted_at,
      t.{processed_at} as processed_at, t.{canceled_at} as canceled_at, t.{error} as error,
      t.{attempts} as attempts, t.{due_at} as due_at,
      case when t.{attempts} > 0 then t.{claimed_by} end as claimed_by,
      t.{trace} as trace, t.{published_at} as published_at, t.{cause} as cause,
      t.{hold} as hold, %s as state
      """
          .formatted(State.sql(column -> "t." + ProcessType.braced(column), ":now"));

  public static RecordRow of(ProcessType type, ResultSet row) throws SQLException {
    return new RecordRow(
        type,
        row.getString("id"),
        State.valueOf(row.getString("state")),
        SqlTime.readNullable(row, "submitted_at"),
        SqlTime.readNullable(row, "last_submitted_at"),
        SqlTime.readNullable(row, "attempted_at"),
        SqlTime.readNullable(row, "processed_at"),
        SqlTime.readNullable(row, "canceled_at"),
        row.getString("error"),
        row.getInt("attempts"),
        SqlTime.readNullable(row, "due_at"),
        row.getObject("claimed_by", Long.class),
        row.getString("trace"),
        SqlTime.readNullable(row, "published_at"),
        Cause.of(row.getString("cause")).orElse(null),
        Cause.of(row.getString("hold")).orElse(null));
  }

  /**
   * Whether it waits for others, or ended while it did: nobody knows when its submission begins.
   */
  public boolean isOfUnknownStart() {
    return lastSubmittedAt != null && lastSubmittedAt.isAfter(Submissions.LATEST);
  }

  /** The time in one of the columns by which lists are ordered. */
  public @Nullable Instant time(AsyncColumn column) {
    return switch (column) {
      case LAST_SUBMITTED_AT -> lastSubmittedAt;
      case ATTEMPTED_AT -> attemptedAt;
      case DUE_AT -> dueAt;
      default -> throw new IllegalArgumentException("Nothing is ordered by " + column);
    };
  }
}
