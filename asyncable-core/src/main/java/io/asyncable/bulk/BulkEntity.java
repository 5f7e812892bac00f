package io.asyncable.bulk;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.persistence.autoconfigure.EntityScanPackages;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Lets Hibernate find the library's entity beside the application's, wherever it looks for those.
 */
final class BulkEntity implements ImportBeanDefinitionRegistrar {

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    String here = BulkEntity.class.getPackageName();
    if (registry.containsBeanDefinition(EntityScanPackages.class.getName())) {
      EntityScanPackages.register(registry, List.of(here));
    } else {
      AutoConfigurationPackages.register(registry, here);
    }
  }
}
