package io.asyncable.database;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.persistence.autoconfigure.EntityScanPackages;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Lets Hibernate find the entities in the package of the importing configuration beside the
 * application's, wherever it looks for those.
 */
public final class LibraryEntities implements ImportBeanDefinitionRegistrar {

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    String here = ClassUtils.getPackageName(importing.getClassName());
    if (registry.containsBeanDefinition(EntityScanPackages.class.getName())) {
      EntityScanPackages.register(registry, List.of(here));
    } else {
      AutoConfigurationPackages.register(registry, here);
    }
  }
}
