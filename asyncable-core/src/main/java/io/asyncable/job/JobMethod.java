package io.asyncable.job;

import io.asyncable.ConfigurationProblem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A method of the application's that takes a request, and maybe something that goes with it.
 *
 * @param bean the name of its bean
 * @param owner the bean's class
 */
record JobMethod(String bean, Class<?> owner, Method method, Class<?> request) {

  /**
   * @param annotation which the method has
   * @param beside what it may take beside the request, each once
   */
  static JobMethod of(
      String bean, Class<?> owner, Method method, Class<?> annotation, List<Class<?>> beside) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    List<Class<?>> requests =
        parameters.stream().filter(type -> type.isAnnotationPresent(JobType.class)).toList();
    List<Class<?>> others = parameters.stream().filter(beside::contains).distinct().toList();
    if (requests.size() != 1 || parameters.size() != 1 + others.size()) {
      throw new ConfigurationProblem(
          "The @%s method %s.%s takes %s. Let it take one request, of a class with @JobType, and maybe %s."
              .formatted(
                  annotation.getSimpleName(),
                  owner.getName(),
                  method.getName(),
                  names(parameters, ", "),
                  names(beside, " and ")));
    }
    return new JobMethod(bean, owner, method, requests.get(0));
  }

  private static String names(List<Class<?>> types, String separator) {
    return types.stream().map(Class::getSimpleName).collect(Collectors.joining(separator));
  }

  /** Whether it takes that beside the request. */
  boolean takes(Class<?> type) {
    return List.of(method.getParameterTypes()).contains(type);
  }

  /** As sentences name it. */
  String name() {
    return owner.getName() + "." + method.getName();
  }

  /** The method bound to its bean. */
  Bound of(BeanFactory beans) {
    Object target = beans.getBean(bean);
    try {
      Method called = AopUtils.selectInvocableMethod(method, target.getClass());
      ReflectionUtils.makeAccessible(called);
      return new Bound(target, called);
    } catch (IllegalStateException hidden) {
      throw new ConfigurationProblem(
          "The method %s cannot be called through the proxy of its bean %s. Make it public, or declare it in an interface of the bean."
              .formatted(name(), bean));
    }
  }

  /** The method of a bean. */
  record Bound(Object target, Method method) {

    /** Calls it with what it takes of this; returns what it returns. */
    @Nullable Object call(Object... given) throws Exception {
      Object[] arguments =
          Stream.of(method.getParameterTypes()).map(type -> argument(type, given)).toArray();
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException thrown) {
        if (thrown.getCause() instanceof Error error) {
          throw error;
        }
        throw thrown.getCause() instanceof Exception exception ? exception : thrown;
      }
    }

    private static Object argument(Class<?> type, Object... given) {
      return Arrays.stream(given).filter(type::isInstance).findFirst().orElseThrow();
    }
  }
}
