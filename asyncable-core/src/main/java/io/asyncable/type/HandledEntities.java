package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Finds out which entities handlers are for. */
final class HandledEntities {

  private HandledEntities() {}

  /**
   * The entity classes of all handlers. No handler is created: it may need what is made of the
   * process types.
   */
  static Set<Class<?>> of(ConfigurableListableBeanFactory beans) {
    Set<Class<?>> entities = new HashSet<>();
    for (String name : beans.getBeanNamesForType(AsyncableHandler.class, true, false)) {
      of(name, beans.getType(name, false), beans).ifPresent(entities::add);
    }
    return entities;
  }

  /**
   * The entity class of one handler; empty if it does not say it.
   *
   * @param type the bean's class
   */
  static Optional<Class<?>> of(
      String name, @Nullable Class<?> type, ConfigurableListableBeanFactory beans) {
    // A bean method's return type knows what a lambda's class has forgotten.
    ResolvableType declared =
        beans.containsBeanDefinition(name)
            ? beans.getMergedBeanDefinition(name).getResolvableType()
            : ResolvableType.NONE;
    ResolvableType ofClass = type == null ? ResolvableType.NONE : ResolvableType.forClass(type);
    for (ResolvableType source : List.of(ofClass, declared)) {
      Class<?> entity = source.as(AsyncableHandler.class).getGeneric(0).resolve();
      if (entity != null && entity != Object.class) {
        return Optional.of(entity);
      }
    }
    return Optional.empty();
  }
}
