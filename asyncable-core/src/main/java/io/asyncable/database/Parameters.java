package io.asyncable.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.support.AbstractSqlTypeValue;

/** Binds the engine's statements: times as timestamptz, columns of a batch as arrays. */
public final class Parameters extends MapSqlParameterSource {

  public Parameters time(String name, @Nullable Instant time) {
    addValue(name, SqlTime.ofNullable(time));
    return this;
  }

  public Parameters value(String name, @Nullable Object value) {
    addValue(name, value);
    return this;
  }

  public <T> Parameters texts(String name, List<T> rows, Function<T, @Nullable Object> column) {
    return array(name, "text", rows, row -> text(column.apply(row)));
  }

  public <T> Parameters integers(String name, List<T> rows, Function<T, Integer> column) {
    return array(name, "int4", rows, column::apply);
  }

  public <T> Parameters longs(String name, List<T> rows, Function<T, Long> column) {
    return array(name, "int8", rows, column::apply);
  }

  private <T> Parameters array(
      String name, String type, List<T> rows, Function<T, @Nullable Object> column) {
    Object[] elements = rows.stream().map(column).toArray();
    addValue(name, new ArrayValue(type, elements));
    return this;
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Instant time) {
      return SqlTime.text(time);
    }
    return value == null ? null : value.toString();
  }

  private static final class ArrayValue extends AbstractSqlTypeValue {

    private final String elementType;
    private final Object[] elements;

    ArrayValue(String elementType, Object[] elements) {
      this.elementType = elementType;
      this.elements = elements;
    }

    @Override
    protected Object createTypeValue(Connection connection, int sqlType, @Nullable String typeName)
        throws SQLException {
      return connection.createArrayOf(elementType, elements);
    }
  }
}
