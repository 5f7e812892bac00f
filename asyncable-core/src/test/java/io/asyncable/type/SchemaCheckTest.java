package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import io.asyncable.test.PostgresServer;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A table that statements cannot serve stops the start, each kind with its own sentence. */
class SchemaCheckTest {

  private static final String COLUMNS =
      """
      submitted_at timestamptz, last_submitted_at timestamptz, attempted_at timestamptz,
      processed_at timestamptz, canceled_at timestamptz, error text,
      attempts integer not null default 0, due_at timestamptz, claimed_by bigint, trace text,
      published_at timestamptz, cause text, hold text
      """;

  private static final String INDEXES =
      """
      ;create index on bill (due_at) where due_at is not null;
      create index on bill (last_submitted_at) where processed_at is null
      """;

  private static final String WHOLE =
      "create table bill (id bigint primary key, " + COLUMNS + ")" + INDEXES;

  @Entity(name = "Bill")
  @Table(name = "bill")
  static class Bill {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Copy")
  @Table(name = "bill", schema = "public")
  static class Copy {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Reminder")
  @Table(name = "\"bill\"")
  static class Reminder {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Vehicle")
  @Table(name = "bill")
  @Inheritance
  static class Vehicle {
    @Id long id;
  }

  @Entity(name = "Truck")
  static class Truck extends Vehicle {
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Bus")
  static class Bus extends Vehicle {
    @Embedded Asyncable async = new Asyncable();
  }

  @MappedSuperclass
  static class Towed extends Vehicle {
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Trailer")
  static class Trailer extends Towed {}

  @Entity(name = "Caravan")
  static class Caravan extends Towed {}

  static List<Arguments> shared() {
    return List.of(
        arguments(
            List.of(Bill.class, Copy.class),
            "Bill and Copy both keep their state in the table public.bill, in submitted_at, last_submitted_at,"),
        arguments(
            List.of(Bill.class, Reminder.class),
            "Bill and Reminder both keep their state in the table bill, in submitted_at, last_submitted_at,"),
        arguments(
            List.of(Vehicle.class, Truck.class, Bill.class),
            "Bill and Truck both keep their state in the table bill, in submitted_at, last_submitted_at,"));
  }

  @ParameterizedTest
  @MethodSource("shared")
  void stopsForTypesThatShareColumns(List<Class<?>> mapped, String sentence) {
    stops(WHOLE, sentence, mapped);
  }

  static List<Arguments> tables() {
    return List.of(
        arguments("select", "The process type Bill has no table bill in this database."),
        arguments(
            "create table kept (id bigint primary key, %s); create view bill as select * from kept"
                .formatted(COLUMNS),
            "bill is a view, a foreign table, or has partitions"),
        arguments(
            "create materialized view bill as select 1 as id",
            "bill is a view, a foreign table, or has partitions"),
        arguments(
            "create table bill (id bigint primary key, %s) partition by hash (id)"
                .formatted(COLUMNS),
            "bill is a view, a foreign table, or has partitions"),
        arguments(
            WHOLE + ";create table bill_of_old () inherits (bill)",
            "bill is a view, a foreign table, or has partitions"),
        arguments(
            "create table bill (id bigint, %s)%s".formatted(COLUMNS, INDEXES),
            "The table bill has no unique index on id alone,"),
        arguments(
            "create table bill (id bigint, tenant text, primary key (id, tenant), %s)%s"
                .formatted(COLUMNS, INDEXES),
            "The table bill has no unique index on id alone,"),
        arguments(
            WHOLE + ";alter table bill alter column due_at type timestamp",
            "The column due_at of the table bill has the type timestamp without time zone, but the process type Bill needs timestamp(6) with time zone."),
        arguments(
            WHOLE + ";alter table bill alter column last_submitted_at type timestamptz(3)",
            "The column last_submitted_at of the table bill has the type timestamp(3) with time zone"),
        arguments(
            WHOLE + ";alter table bill alter column error type varchar(255)",
            "The column error of the table bill has the type character varying(255)"),
        arguments(
            WHOLE + ";alter table bill alter column attempts drop not null",
            "The column attempts of the table bill may be null"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void stopsForTables(String table, String sentence) {
    stops(table, sentence, List.of(Bill.class));
  }

  @Test
  void acceptsWhatIsWhole() {
    check(WHOLE + ";alter table bill alter column error type varchar", List.of(Bill.class));
  }

  static List<List<Class<?>>> hierarchies() {
    return List.of(
        List.of(Vehicle.class, Truck.class, Bus.class),
        List.of(Vehicle.class, Trailer.class, Caravan.class));
  }

  @ParameterizedTest
  @MethodSource("hierarchies")
  void acceptsTypesThatShareColumnsIfADiscriminatorTellsThemApart(List<Class<?>> mapped) {
    check(WHOLE + ";alter table bill add column dtype text", mapped);
    stops(WHOLE, "The table bill lacks the column DTYPE, which tells the records", mapped);
  }

  private static void stops(String table, String sentence, List<Class<?>> mapped) {
    assertThatThrownBy(() -> check(table, mapped))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }

  private static void check(String table, List<Class<?>> mapped) {
    JdbcTemplate jdbc =
        new JdbcTemplate(
            new DriverManagerDataSource(
                PostgresServer.shared().createDatabase(), PostgresServer.USER, ""));
    jdbc.execute("create table asyncable_worker ()");
    jdbc.execute(table);
    try (SessionFactoryImplementor factory = Mapped.factory(mapped)) {
      new SchemaCheck(jdbc).check(new ProcessTypes(factory, Set.of(), List.of()));
    }
  }
}
