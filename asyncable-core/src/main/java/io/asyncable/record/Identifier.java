package io.asyncable.record;

import io.asyncable.ConfigurationProblem;
import io.asyncable.UnknownRecord;
import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/** The id of an entity: its column, its SQL type and its text form. */
record Identifier(
    EntityIdentifierMapping mapping, JavaType<Object> javaType, String column, String sqlType) {

  @SuppressWarnings("unchecked")
  static Identifier of(EntityPersister persister) {
    if (persister.getIdentifierMapping() instanceof BasicEntityIdentifierMapping id) {
      int code = id.getSingleJdbcMapping().getJdbcType().getDefaultSqlTypeCode();
      String sqlType = sqlType(code);
      if (sqlType != null) {
        JavaType<Object> javaType =
            (JavaType<Object>) (JavaType<?>) id.getSingleJdbcMapping().getMappedJavaType();
        return new Identifier(id, javaType, id.getSelectionExpression(), sqlType);
      }
    }
    throw new ConfigurationProblem(
        "The entity %s embeds an Asyncable, but its id is not one column of type uuid, bigint, integer, smallint or text. Give it such an id."
            .formatted(persister.getEntityName()));
  }

  private static @Nullable String sqlType(int code) {
    return switch (code) {
      case SqlTypes.UUID -> "uuid";
      case SqlTypes.BIGINT -> "bigint";
      case SqlTypes.INTEGER -> "integer";
      case SqlTypes.SMALLINT -> "smallint";
      // As text it would not be compared by the index of a char column.
      case SqlTypes.CHAR -> "bpchar";
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

  String text(Object id) {
    return javaType.toString(id);
  }

  Object parse(String type, String text) {
    try {
      // PostgreSQL knows no text with a NUL.
      if (text.indexOf(0) < 0) {
        return javaType.fromString(text);
      }
    } catch (RuntimeException unreadable) {
      // Told below.
    }
    throw new UnknownRecord("There is no %s with the id '%s'.".formatted(type, text));
  }
}
