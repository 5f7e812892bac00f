package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import io.asyncable.UnknownRecord;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * The id of an entity: its SQL type, its text form and its column in the table of the async state,
 * where a parent's or a secondary table may call it otherwise than the entity's own.
 */
record Identifier(
    EntityIdentifierMapping mapping, JavaType<Object> javaType, String column, String sqlType) {

  private static final String FIXED_LENGTH = "bpchar";

  /** Java and SQL spell these alike. */
  private static final Set<Class<?>> SIMPLE =
      Set.of(UUID.class, Long.class, Integer.class, Short.class, String.class);

  @SuppressWarnings("unchecked")
  static Identifier of(EntityPersister persister, String table) {
    if (persister.getIdentifierMapping() instanceof BasicEntityIdentifierMapping id) {
      int code = id.getSingleJdbcMapping().getJdbcType().getDefaultSqlTypeCode();
      String sqlType = sqlType(code);
      JavaType<?> mapped = id.getSingleJdbcMapping().getMappedJavaType();
      if (sqlType != null && SIMPLE.contains(mapped.getJavaTypeClass())) {
        JavaType<Object> javaType = (JavaType<Object>) mapped;
        String column =
            EmbeddedState.tableOf(persister, table)
                .getKeyMapping()
                .getSelectable(0)
                .getSelectionExpression();
        return new Identifier(id, javaType, column, sqlType);
      }
    }
    throw new ConfigurationProblem(
        "The entity %s embeds an Asyncable, but its id is not one UUID, Long, Integer, Short or String in a column of type uuid, bigint, integer, smallint, text or char. Give it such an id."
            .formatted(persister.getEntityName()));
  }

  /** Null for what no id has. */
  static @Nullable String sqlType(int code) {
    return switch (code) {
      case SqlTypes.UUID -> "uuid";
      case SqlTypes.BIGINT -> "bigint";
      case SqlTypes.INTEGER -> "integer";
      case SqlTypes.SMALLINT -> "smallint";
      // As text it would not be compared by the index of a char column.
      case SqlTypes.CHAR -> FIXED_LENGTH;
      case SqlTypes.VARCHAR, SqlTypes.LONGVARCHAR, SqlTypes.LONG32VARCHAR -> "text";
      default -> null;
    };
  }

  String textOf(Object record) {
    Object id = mapping.getIdentifier(Hibernate.unproxy(record));
    if (id == null) {
      throw new IllegalArgumentException("The record has no id yet: persist it first.");
    }
    return text(id);
  }

  /**
   * As PostgreSQL casts it to text: it pads what is of a fixed length, and takes that off again.
   */
  String text(Object id) {
    String text = javaType.toString(id);
    return sqlType.equals(FIXED_LENGTH) ? unpadded(text) : text;
  }

  private static String unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  Object parse(String type, String text) {
    try {
      // PostgreSQL knows no text with a NUL.
      if (text.indexOf(0) < 0) {
        return javaType.fromString(text);
      }
    } catch (RuntimeException unreadable) {
      // Reported below.
    }
    throw UnknownRecord.of(type, text);
  }
}
