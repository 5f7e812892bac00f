package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids a record may have; asked of Hibernate's mapping, without a database. */
class IdentifierTest {

  enum Kind {
    ONE
  }

  @Embeddable
  record Pair(String left, String right) implements Serializable {}

  @Entity(name = "Named")
  static class Named {
    @Id
    @Enumerated(EnumType.STRING)
    @Nullable Kind id;

    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Numbered")
  static class Numbered {
    @Id @Nullable Kind id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Paired")
  static class Paired {
    @EmbeddedId @Nullable Pair id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "OfTwo")
  @IdClass(Pair.class)
  static class OfTwo {
    @Id @Nullable String left;
    @Id @Nullable String right;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Decimal")
  static class Decimal {
    @Id @Nullable BigDecimal id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Truth")
  static class Truth {
    @Id boolean id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Primitive")
  static class Primitive {
    @Id short id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "UuidAsText")
  static class UuidAsText {
    @Id
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @Nullable UUID id;

    @Embedded Asyncable async = new Asyncable();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Named.class,
        Numbered.class,
        Paired.class,
        OfTwo.class,
        Decimal.class,
        Truth.class
      })
  void whatIsNotSpelledAlikeByJavaAndSqlIsRefused(Class<?> entity) {
    assertThatThrownBy(() -> idType(entity))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("its id is not one UUID, Long, Integer, Short or String");
  }

  @ParameterizedTest
  @ValueSource(classes = {Primitive.class, UuidAsText.class})
  void aSimpleIdIsTaken(Class<?> entity) {
    assertThat(idType(entity)).isIn("smallint", "text");
  }

  private static String idType(Class<?> entity) {
    StandardServiceRegistryBuilder settings =
        new StandardServiceRegistryBuilder()
            .applySetting("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect")
            .applySetting("hibernate.boot.allow_jdbc_metadata_access", false);
    try (SessionFactory factory =
        new MetadataSources(settings.build())
            .addAnnotatedClass(Asyncable.class)
            .addAnnotatedClass(entity)
            .buildMetadata()
            .buildSessionFactory()) {
      return new ProcessTypes(factory.unwrap(SessionFactoryImplementor.class), Set.of(), List.of())
          .all()
          .iterator()
          .next()
          .table()
          .idType();
    }
  }
}
