package io.asyncable.move;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Failed and lost attempts so far, from the newest entry of the submission's history. */
record Counts(int failures, int losses) {

  /**
   * An array of both about the row {@code t}, by the index by record; null if there is no entry.
   */
  static final String SQL = sql(":type");

  /** The same, with what names the record's type. */
  static String sql(String type) {
    return """
        (select array[h.failures, h.losses] from asyncable_history h
            where h.process_type = %s and h.record_id = cast(t.{id} as text)
              and h.submission = t.{last_submitted_at} order by h.id desc limit 1)"""
        .formatted(type);
  }

  /** Reads the column {@code counts}. */
  static Counts in(ResultSet row) throws SQLException {
    Array counts = row.getArray("counts");
    if (counts == null) {
      return new Counts(0, 0);
    }
    Integer[] values = (Integer[]) counts.getArray();
    return new Counts(values[0], values[1]);
  }
}
