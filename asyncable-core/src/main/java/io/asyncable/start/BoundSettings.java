package io.asyncable.start;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Reads all settings under {@code asyncable}, the application's too, so that a value that cannot be
 * stops the start before anything touches the database. Only records: they need no other bean.
 */
final class BoundSettings {

  BoundSettings(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      ConfigurationProperties bound =
          beans.findAnnotationOnBean(name, ConfigurationProperties.class, false);
      Class<?> type = beans.getType(name, false);
      if (bound != null
          && type != null
          && type.isRecord()
          && UnknownSettings.isOurs(bound.prefix())) {
        beans.getBean(name);
      }
    }
  }
}
