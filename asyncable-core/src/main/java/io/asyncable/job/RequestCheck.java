package io.asyncable.job;

import io.asyncable.ConfigurationProblem;
import jakarta.persistence.Entity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.ResolvableType;

/**
 * Stops the start for a request that could not be what it was once it is read again: one with an
 * entity, which would be an old copy, or with a lambda, which is no data.
 */
final class RequestCheck {

  private final Class<?> request;
  private final Set<Class<?>> seen = new HashSet<>();

  private RequestCheck(Class<?> request) {
    this.request = request;
  }

  static void check(Class<?> request) {
    new RequestCheck(request).within(request.getSimpleName(), request);
  }

  private void within(String path, Class<?> type) {
    refuse(path, type);
    if (!seen.add(type) || type.isEnum() || type.getClassLoader() == null) {
      return;
    }
    for (Class<?> owner = type; owner != null && owner != Object.class; ) {
      for (Field field : owner.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          each(path + "." + field.getName(), ResolvableType.forField(field, type));
        }
      }
      owner = owner.getSuperclass();
    }
  }

  /** The type with what it holds: elements, keys, values. */
  private void each(String path, ResolvableType type) {
    within(path, type.toClass());
    if (type.isArray()) {
      each(path, type.getComponentType());
    }
    if (type.getType() instanceof ParameterizedType) {
      for (ResolvableType held : type.getGenerics()) {
        each(path, held);
      }
    }
  }

  private void refuse(String path, Class<?> type) {
    if (type.isAnnotationPresent(Entity.class)) {
      throw problem(
          path,
          "is the entity %s, which may have changed when the job runs. Let the request carry its id."
              .formatted(type.getName()));
    }
    if (type.isAnnotationPresent(FunctionalInterface.class)) {
      throw problem(
          path,
          "is a %s, so it would hold a lambda, which cannot be stored. Let the request carry data, and write the code in the handler."
              .formatted(type.getSimpleName()));
    }
  }

  private ConfigurationProblem problem(String path, String why) {
    return new ConfigurationProblem(
        "The request %s of the job type '%s' cannot be stored: %s %s"
            .formatted(request.getName(), request.getAnnotation(JobType.class).value(), path, why));
  }
}
