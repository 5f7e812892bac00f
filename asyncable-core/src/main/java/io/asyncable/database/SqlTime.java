package io.asyncable.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Converts times: the driver binds and reads {@code timestamptz} as an offset date-time only. */
public final class SqlTime {

  private SqlTime() {}

  /** The value of a statement's parameter. */
  public static OffsetDateTime of(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** The value of a parameter that may be null. */
  public static @Nullable OffsetDateTime ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }

  /**
   * The time as text that PostgreSQL casts to {@code timestamptz}. Java writes a sign before a year
   * of more than four digits, which PostgreSQL takes for a time zone.
   */
  public static String text(Instant time) {
    String text = time.toString();
    return text.charAt(0) == '+' ? text.substring(1) : text;
  }

  /** Reads a column that is not null. */
  public static Instant read(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Reads a column that may be null. */
  public static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
