package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.mutation.EntityMutationTarget;
import org.hibernate.persister.entity.mutation.EntityTableMapping;
import org.jspecify.annotations.Nullable;

/**
 * How Hibernate maps one {@link Asyncable} attribute, and access to it in an entity. The engine
 * writes objects through Hibernate's own accessors, so {@link Asyncable} needs no setters.
 */
public record EmbeddedState(
    EntityPersister persister,
    EmbeddedAttributeMapping attribute,
    String table,
    Identifier id,
    Map<AsyncColumn, String> columns) {

  static EmbeddedState of(EntityPersister persister, EmbeddedAttributeMapping attribute) {
    Map<AsyncColumn, String> columns = new EnumMap<>(AsyncColumn.class);
    for (AsyncColumn column : AsyncColumn.values()) {
      columns.put(column, selectable(attribute, column).getSelectionExpression());
    }
    String table = selectable(attribute, AsyncColumn.DUE_AT).getContainingTableExpression();
    return new EmbeddedState(persister, attribute, table, Identifier.of(persister, table), columns);
  }

  /** One of the tables that an entity's rows stand in: its own, a parent's or a secondary one. */
  static EntityTableMapping tableOf(EntityMappingType entity, String table) {
    for (EntityTableMapping mapped : ((EntityMutationTarget) entity).getTableMappings()) {
      if (mapped.getTableName().equals(table)) {
        return mapped;
      }
    }
    throw new IllegalStateException("%s has no table %s".formatted(entity, table));
  }

  static SelectableMapping selectable(EmbeddedAttributeMapping attribute, AsyncColumn column) {
    AttributeMapping mapped =
        attribute.getEmbeddableTypeDescriptor().findAttributeMapping(column.attribute());
    return mapped.getSelectable(0);
  }

  Class<?> entity() {
    return persister.getMappedClass();
  }

  String field() {
    return attribute.getAttributeName();
  }

  Asyncable in(Object record) {
    Object entity = Hibernate.unproxy(record);
    if (attribute.getValue(entity) instanceof Asyncable present) {
      return present;
    }
    Asyncable fresh = new Asyncable();
    attribute.setValue(entity, fresh);
    return fresh;
  }

  /** Brings the object up to date with what a statement wrote. */
  public void write(Object record, Map<AsyncColumn, @Nullable Object> changes) {
    Asyncable state = in(record);
    EmbeddableMappingType type = attribute.getEmbeddableTypeDescriptor();
    Object[] values = type.getValues(state);
    changes.forEach(
        (column, value) ->
            values[type.findAttributeMapping(column.attribute()).getStateArrayPosition()] = value);
    type.setValues(state, values);
  }

  /** What a submission makes of the columns. */
  public static Map<AsyncColumn, @Nullable Object> submitted(
      Instant first,
      Instant eligible,
      Instant due,
      @Nullable Instant published,
      @Nullable String trace) {
    Map<AsyncColumn, @Nullable Object> changes = new EnumMap<>(AsyncColumn.class);
    for (AsyncColumn column : AsyncColumn.values()) {
      changes.put(column, null);
    }
    changes.put(AsyncColumn.SUBMITTED_AT, first);
    changes.put(AsyncColumn.LAST_SUBMITTED_AT, eligible);
    changes.put(AsyncColumn.ATTEMPTS, 0);
    changes.put(AsyncColumn.DUE_AT, due);
    changes.put(AsyncColumn.TRACE, trace);
    changes.put(AsyncColumn.PUBLISHED_AT, published);
    return changes;
  }
}
