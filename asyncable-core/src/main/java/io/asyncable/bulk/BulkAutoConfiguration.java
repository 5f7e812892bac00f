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
   * Workers run bulk actions that people begin on other instances. So the application's class path
   * decides, not the role of the instance.
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
