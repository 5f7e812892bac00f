package io.asyncable.type;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** Hibernate's mapping of some entities and one without a class, which needs no database. */
final class Mapped {

  private static final String WITHOUT_CLASS =
      """
      <hibernate-mapping>
        <class entity-name="WithoutClass">
          <id name="id" type="long"/>
          <property name="note" type="string"/>
        </class>
      </hibernate-mapping>
      """;

  private Mapped() {}

  static SessionFactoryImplementor factory(List<Class<?>> mapped) {
    return factory(mapped, Map.of());
  }

  static SessionFactoryImplementor factory(List<Class<?>> mapped, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
    settings.put("jakarta.persistence.database-product-name", "PostgreSQL");
    MetadataSources sources =
        new MetadataSources(new StandardServiceRegistryBuilder().applySettings(settings).build());
    sources.addAnnotatedClasses(mapped.toArray(Class<?>[]::new));
    // As Envers maps its audit entities.
    sources.addInputStream(new ByteArrayInputStream(WITHOUT_CLASS.getBytes(UTF_8)));
    return (SessionFactoryImplementor) sources.buildMetadata().buildSessionFactory();
  }
}
