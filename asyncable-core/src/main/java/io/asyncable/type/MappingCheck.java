package io.asyncable.type;

import static io.asyncable.type.EmbeddedState.selectable;
import static io.asyncable.type.EmbeddedState.tableOf;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.engine.OptimisticLockStyle;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.generator.internal.TenantIdGeneration;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;

/**
 * Checks that the engine's statements can work with a mapping: each statement moves one row of one
 * table, found by the id, in columns that nobody else writes. Any other mapping stops the start.
 */
final class MappingCheck {

  private final EntityPersister entity;
  private final EmbeddedAttributeMapping attribute;
  private final String name;

  private MappingCheck(EntityPersister entity, EmbeddedAttributeMapping attribute) {
    this.entity = entity;
    this.attribute = attribute;
    this.name = entity.getJpaEntityName() + "." + attribute.getAttributeName();
  }

  static void refuseTenants(SessionFactoryImplementor factory) {
    if (factory.getSessionFactoryOptions().isMultiTenancyEnabled()) {
      throw new ConfigurationProblem(
          "Hibernate chooses its connections by tenant (hibernate.multi_tenant_connection_provider), but the engine works in one database and schema. Give the entities that embed an Asyncable an EntityManagerFactory without tenants.");
    }
  }

  /** The {@link Asyncable}s that an entity itself declares; none may be anywhere else in it. */
  static List<EmbeddedAttributeMapping> statesOf(EntityPersister entity) {
    List<EmbeddedAttributeMapping> states = new ArrayList<>();
    entity.forEachAttributeMapping(
        part -> {
          if (isInherited(entity, part)) {
            return;
          }
          if (part instanceof EmbeddedAttributeMapping embedded
              && part.getJavaType().getJavaTypeClass() == Asyncable.class) {
            new MappingCheck(entity, embedded).check();
            states.add(embedded);
          } else {
            refuseWithin(entity.getJpaEntityName() + "." + part.getAttributeName(), part);
          }
        });
    if (entity.getIdentifierMapping() instanceof EmbeddableValuedModelPart id) {
      find(
          entity.getJpaEntityName() + "." + id.getPartName(),
          id,
          "is the id, or a part of it. Embed it beside the id.");
    }
    return states;
  }

  static boolean isInherited(EntityMappingType entity, AttributeMapping attribute) {
    return entity.getSuperMappingType() != null
        && entity.getSuperMappingType().findAttributeMapping(attribute.getAttributeName()) != null;
  }

  private static boolean isState(ModelPart part) {
    return Asyncable.class.isAssignableFrom(part.getJavaType().getJavaTypeClass());
  }

  private static void refuseWithin(String path, AttributeMapping part) {
    if (part instanceof PluralAttributeMapping plural) {
      String why =
          "is in a collection, but a record must be a row of an entity. Make an entity of the class that embeds it.";
      find(path, plural.getElementDescriptor(), why);
      if (plural.getIndexDescriptor() != null) {
        find(path, plural.getIndexDescriptor(), why);
      }
    } else if (part instanceof EmbeddedAttributeMapping embedded && isState(embedded)) {
      throw new ConfigurationProblem(
          "%s is a %s, a subclass of Asyncable. Declare it as Asyncable, and move the additional attributes to the entity."
              .formatted(path, embedded.getJavaType().getTypeName()));
    } else if (part instanceof EmbeddedAttributeMapping embedded) {
      within(
          path,
          embedded.getEmbeddableTypeDescriptor(),
          "is inside an embeddable. Embed it in the entity itself.");
    } else {
      find(path, part, "is stored in a single column. Annotate it with @Embedded alone.");
    }
  }

  private static void find(String path, ModelPart part, String why) {
    if (isState(part)) {
      throw new ConfigurationProblem("The Asyncable %s %s".formatted(path, why));
    }
    if (part instanceof EmbeddableValuedModelPart embedded) {
      within(path, embedded.getEmbeddableTypeDescriptor(), why);
    }
  }

  private static void within(String path, EmbeddableMappingType type, String why) {
    type.forEachAttributeMapping(inner -> find(path + "." + inner.getAttributeName(), inner, why));
  }

  private void check() {
    refuseTenantId();
    checkTable();
    checkEmbeddable();
    for (AsyncColumn column : AsyncColumn.values()) {
      checkColumn(selectable(attribute, column));
    }
    checkInsert();
    checkLocking();
  }

  private void refuseTenantId() {
    entity.forEachAttributeMapping(
        other -> {
          if (other.getGenerator() instanceof TenantIdGeneration) {
            throw new ConfigurationProblem(
                "%s has a @TenantId, but its handler would run without a tenant: the engine does not support tenants yet. Make %s a plain attribute, or keep the Asyncable in an entity without a tenant."
                    .formatted(entity.getJpaEntityName(), other.getAttributeName()));
          }
        });
  }

  private void checkTable() {
    if (entity instanceof UnionSubclassEntityPersister && entity.hasSubclasses()) {
      throw new ConfigurationProblem(
          "The Asyncable %s has a separate table for each subclass (TABLE_PER_CLASS). Embed one in each subclass that has no subclasses itself, make the class a @MappedSuperclass, or use SINGLE_TABLE or JOINED."
              .formatted(name));
    }
    if (table().startsWith("(")) {
      throw new ConfigurationProblem(
          "The Asyncable %s is read by a query (@Subselect), so the engine could not write it. Embed it in the entity of the table."
              .formatted(name));
    }
    if (entity.getTemporalMapping() != null) {
      throw new ConfigurationProblem(
          "%s keeps its history in its rows (@Temporal), so a record is not one row. Keep the Asyncable in an entity that is not temporal."
              .formatted(entity.getJpaEntityName()));
    }
  }

  private void checkEmbeddable() {
    if (attribute.getEmbeddableTypeDescriptor().getAggregateMapping() != null) {
      throw new ConfigurationProblem(
          "The Asyncable %s is stored in a single column. Annotate it with @Embedded alone."
              .formatted(name));
    }
  }

  private void checkColumn(SelectableMapping column) {
    if (column.isFormula()
        || column.getCustomReadExpression() != null
        || column.getCustomWriteExpression() != null
            && !column.getCustomWriteExpression().equals("?")) {
      throw refused(
          column,
          "is read or written by an expression (@ColumnTransformer or a formula), which the engine's statements would not apply. Remove the expression.");
    }
    if (column.getJdbcMapping().getValueConverter() != null) {
      throw refused(
          column,
          "has an AttributeConverter, which the engine's statements would not apply. Remove it, or add @Convert(attributeName = …, disableConversion = true) if the converter applies automatically.");
    }
    if (!column.isInsertable()) {
      throw refused(
          column,
          "is not insertable, so a record would be inserted without its submission. Remove insertable = false.");
    }
    if (column.isUpdateable()) {
      throw refused(
          column,
          "is updatable, so saving a stale object would undo what the engine wrote. Give its @Column updatable = false.");
    }
  }

  private ConfigurationProblem refused(SelectableMapping column, String why) {
    return new ConfigurationProblem(
        "The column %s of the Asyncable %s %s"
            .formatted(column.getSelectionExpression(), name, why));
  }

  private void checkInsert() {
    if (tableOf(entity, table()).getInsertCustomSql() != null) {
      throw new ConfigurationProblem(
          "The table %s, which contains the Asyncable %s, has its own SQL for inserting rows (@SQLInsert), which may omit the submission. Remove @SQLInsert, or keep the Asyncable in a secondary table with @EmbeddedTable."
              .formatted(table(), name));
    }
  }

  /** The engine's statements must not look like the concurrent change of somebody else. */
  private void checkLocking() {
    if (entity.getRowIdMapping() != null) {
      throw new ConfigurationProblem(
          "%s finds its rows by their physical place (@RowId), which every statement of the engine changes. Remove @RowId."
              .formatted(entity.getJpaEntityName()));
    }
    if (entity.getVersionMapping() != null
        && entity.getVersionMapping().getSelectionExpression().equals("xmin")) {
      throw new ConfigurationProblem(
          "The version of %s is the system column xmin, which every statement of the engine changes. Give it a version column."
              .formatted(entity.getJpaEntityName()));
    }
    if (entity.optimisticLockStyle() == OptimisticLockStyle.ALL
        && attribute.getAttributeMetadata().isIncludedInOptimisticLocking()) {
      throw new ConfigurationProblem(
          "%s compares all columns before it updates a row (OptimisticLockType.ALL), but the engine changes the columns of the Asyncable %s. Annotate the attribute with @OptimisticLock(excluded = true)."
              .formatted(entity.getJpaEntityName(), name));
    }
  }

  private String table() {
    return selectable(attribute, AsyncColumn.DUE_AT).getContainingTableExpression();
  }
}
