package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.RowId;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.Struct;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Temporal;
import org.hibernate.annotations.TenantId;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mapping that statements by table cannot serve stops the start, each with its own sentence. */
class MappingCheckTest {

  @Entity(name = "Device")
  @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
  static class Device {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Sensor")
  static class Sensor extends Device {}

  @Entity(name = "Machine")
  @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
  abstract static class Machine {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Lathe")
  static class Lathe extends Machine {}

  @Entity(name = "Bill")
  @Table(name = "bill")
  static class Bill {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Vehicle")
  @Inheritance
  static class Vehicle {
    @Id long id;
  }

  @Entity(name = "Truck")
  static class Truck extends Vehicle {
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Listed")
  @Subselect("select * from bill")
  static class Listed {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Transformed")
  static class Transformed {
    @Id long id;

    @Embedded
    @ColumnTransformer(forColumn = "error", read = "lower(error)", write = "upper(?)")
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Overridden")
  static class Overridden {
    @Id long id;

    @Embedded
    @AttributeOverride(name = "dueAt", column = @Column(name = "look_at"))
    Asyncable async = new Asyncable();
  }

  @Entity(name = "NotInserted")
  static class NotInserted {
    @Id long id;

    @Embedded
    @AttributeOverride(
        name = "dueAt",
        column = @Column(name = "due_at", insertable = false, updatable = false))
    Asyncable async = new Asyncable();
  }

  static class AsLocalTime implements AttributeConverter<Instant, LocalDateTime> {
    @Override
    public @Nullable LocalDateTime convertToDatabaseColumn(@Nullable Instant time) {
      return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable LocalDateTime time) {
      return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
  }

  @Entity(name = "Converted")
  static class Converted {
    @Id long id;

    @Embedded
    @Convert(attributeName = "dueAt", converter = AsLocalTime.class)
    Asyncable async = new Asyncable();
  }

  @Embeddable
  static class Sending {
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Nested")
  static class Nested {
    @Id long id;
    @Embedded Sending sending = new Sending();
  }

  @Entity(name = "Collecting")
  static class Collecting {
    @Id long id;
    @ElementCollection List<Asyncable> parts = List.of();
  }

  @Entity(name = "CollectingNested")
  static class CollectingNested {
    @Id long id;
    @ElementCollection Map<String, Sending> parts = Map.of();
  }

  @Entity(name = "Keyed")
  static class Keyed {
    @EmbeddedId Asyncable async = new Asyncable();
  }

  @Embeddable
  static class Special extends Asyncable {}

  @Entity(name = "WithSubclass")
  static class WithSubclass {
    @Id long id;
    @Embedded Special async = new Special();
  }

  static class AsText implements AttributeConverter<Asyncable, String> {
    @Override
    public String convertToDatabaseColumn(@Nullable Asyncable state) {
      return "";
    }

    @Override
    public Asyncable convertToEntityAttribute(@Nullable String text) {
      return new Asyncable();
    }
  }

  @Entity(name = "Written")
  static class Written {
    @Id long id;

    @Convert(converter = AsText.class)
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Document")
  static class Document {
    @Id long id;

    @JdbcTypeCode(SqlTypes.JSON)
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Structured")
  static class Structured {
    @Id long id;

    @Struct(name = "async_state")
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Inserting")
  @SQLInsert(sql = "insert into inserting (id) values (?) on conflict do nothing")
  static class Inserting {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Placed")
  @RowId
  static class Placed {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Stamped")
  static class Stamped {
    @Id long id;

    @Version
    @Column(name = "xmin")
    int version;

    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Compared")
  @DynamicUpdate
  @OptimisticLocking(type = OptimisticLockType.ALL)
  static class Compared {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "ComparedWithout")
  @DynamicUpdate
  @OptimisticLocking(type = OptimisticLockType.ALL)
  static class ComparedWithout {
    @Id long id;

    @OptimisticLock(excluded = true)
    @Embedded
    Asyncable async = new Asyncable();
  }

  @Entity(name = "Rented")
  static class Rented {
    @Id long id;
    @TenantId @Nullable String tenant;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Tenancy")
  static class Tenancy {
    @Id long id;
    @TenantId @Nullable String tenant;
  }

  @Entity(name = "Historic")
  @Temporal
  static class Historic {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  record Two(long left, long right) implements Serializable {}

  @Entity(name = "Pair")
  @IdClass(Two.class)
  static class Pair {
    @Id long left;
    @Id long right;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Part")
  static class Part {
    @Id @OneToOne @Nullable Bill bill;

    @Embedded
    @EmbeddedColumnNaming("part_%s")
    Asyncable async = new Asyncable();
  }

  enum Season {
    SPRING
  }

  @Entity(name = "Ordinal")
  static class Ordinal {
    @Id
    @Enumerated(EnumType.ORDINAL)
    @JdbcTypeCode(SqlTypes.SMALLINT)
    @Nullable Season id;

    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Frozen")
  @Immutable
  static class Frozen {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  static List<Arguments> refused() {
    return List.of(
        arguments(
            classes(Device.class, Sensor.class),
            "The Asyncable Device.async has a separate table for each subclass (TABLE_PER_CLASS)."),
        arguments(
            classes(Machine.class, Lathe.class),
            "The Asyncable Machine.async has a separate table for each subclass (TABLE_PER_CLASS)."),
        arguments(
            classes(Listed.class),
            "The Asyncable Listed.async is read by a query (@Subselect), so the engine could not write it."),
        arguments(
            classes(Transformed.class),
            "The column error of the Asyncable Transformed.async is read or written by an expression"),
        arguments(
            classes(Overridden.class),
            "The column look_at of the Asyncable Overridden.async is updatable, so saving a stale object would undo what the engine wrote. Give its @Column updatable = false."),
        arguments(
            classes(NotInserted.class),
            "The column due_at of the Asyncable NotInserted.async is not insertable"),
        arguments(
            classes(Converted.class),
            "The column due_at of the Asyncable Converted.async has an AttributeConverter"),
        arguments(
            classes(Nested.class), "The Asyncable Nested.sending.async is inside an embeddable"),
        arguments(classes(Collecting.class), "The Asyncable Collecting.parts is in a collection,"),
        arguments(
            classes(CollectingNested.class),
            "The Asyncable CollectingNested.parts.async is in a collection,"),
        arguments(classes(Keyed.class), "The Asyncable Keyed.async is the id"),
        arguments(
            classes(WithSubclass.class),
            "WithSubclass.async is a " + Special.class.getName() + ", a subclass of Asyncable."),
        arguments(
            classes(Written.class), "The Asyncable Written.async is stored in a single column."),
        arguments(
            classes(Document.class), "The Asyncable Document.async is stored in a single column."),
        arguments(
            classes(Structured.class),
            "The Asyncable Structured.async is stored in a single column."),
        arguments(
            classes(Inserting.class),
            "The table Inserting, which contains the Asyncable Inserting.async, has its own SQL for inserting rows (@SQLInsert)"),
        arguments(
            classes(Placed.class),
            "Placed finds its rows by their physical place (@RowId), which every statement of the engine changes."),
        arguments(
            classes(Stamped.class),
            "The version of Stamped is the system column xmin, which every statement of the engine changes."),
        arguments(
            classes(Compared.class),
            "Compared compares all columns before it updates a row (OptimisticLockType.ALL), but the engine changes the columns of the Asyncable Compared.async. Annotate the attribute with @OptimisticLock(excluded = true)."),
        arguments(
            classes(Rented.class),
            "Rented has a @TenantId, but its handler would run without a tenant:"),
        arguments(classes(Historic.class), "Historic keeps its history in its rows (@Temporal)"),
        arguments(classes(Pair.class), "Pair embeds an Asyncable, but its id is not one UUID"),
        arguments(
            classes(Bill.class, Part.class),
            "Part embeds an Asyncable, but its id is not one UUID"),
        arguments(
            classes(Ordinal.class), "Ordinal embeds an Asyncable, but its id is not one UUID"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stopsForWhatCannotBeServed(List<Class<?>> mapped, String sentence) {
    try (SessionFactoryImplementor factory = Mapped.factory(mapped)) {
      assertThatThrownBy(() -> new ProcessTypes(factory, Set.of(), List.of()))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageContaining(sentence);
    }
  }

  @Test
  void stopsForTenantsInDatabasesOrSchemas() {
    Map<String, Object> tenants =
        Map.of("hibernate.multi_tenant_connection_provider", new Nowhere());
    try (SessionFactoryImplementor factory = Mapped.factory(classes(Bill.class), tenants)) {
      assertThatThrownBy(() -> new ProcessTypes(factory, Set.of(), List.of()))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageContaining(
              "Hibernate chooses its connections by tenant (hibernate.multi_tenant_connection_provider)");
    }
  }

  @Test
  void servesWhatItDoesNotTouch() {
    List<Class<?>> mapped =
        classes(Frozen.class, ComparedWithout.class, Tenancy.class, Vehicle.class, Truck.class);
    try (SessionFactoryImplementor factory = Mapped.factory(mapped)) {
      assertThat(new ProcessTypes(factory, Set.of(), List.of()).all())
          .extracting(ProcessType::name)
          .containsExactly("ComparedWithout", "Frozen", "Truck");
    }
  }

  private static List<Class<?>> classes(Class<?>... classes) {
    return List.of(classes);
  }

  /** Is never asked. */
  static class Nowhere extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {
    @Override
    protected javax.sql.DataSource selectAnyDataSource() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected javax.sql.DataSource selectDataSource(String tenant) {
      throw new UnsupportedOperationException();
    }
  }
}
