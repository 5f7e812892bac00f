package io.asyncable.bulk;

import io.asyncable.database.LibraryEntities;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Bulk actions; their settings are checked everywhere. */
@AutoConfiguration(
    before = org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration.class)
@EnableConfigurationProperties(BulkSettings.class)
class BulkAutoConfiguration {

  /**
   * Workers run what people ask for on other instances, so it is the application's class path that
   * decides and not the instance's role.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = OnPages.SERVLET)
  @Import({
    LibraryEntities.class,
    BulkItems.class,
    BulkActions.class,
    SelectedRecords.class,
    Bulk.class,
    BulkResumption.class,
    BulkPace.class,
    RunBulkAction.class
  })
  static class Asked {}
}
