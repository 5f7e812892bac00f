package io.asyncable.job;

import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.Exhausted;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the classes of requests below the application's packages, and the methods that take them.
 * No bean is created for that: handlers may need {@link Jobs}.
 */
final class JobMethods {

  /** What a handler may take beside its request. */
  private static final List<Class<?>> HANDED =
      List.of(Attempt.class, JobProgress.class, JobLog.class);

  private final ConfigurableListableBeanFactory beans;
  private final List<Class<?>> requests;
  private final Map<Class<?>, JobMethod> handlers = new LinkedHashMap<>();
  private final Map<Class<?>, JobMethod> exhausted = new LinkedHashMap<>();

  JobMethods(
      ConfigurableListableBeanFactory beans, Environment environment, ResourceLoader resources) {
    this.beans = beans;
    this.requests = scan(beans, environment, resources);
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : typeOf(name);
      if (type != null && AnnotationUtils.isCandidateClass(type, JobHandler.class)) {
        add(name, type, JobHandler.class, HANDED, handlers);
        add(name, type, JobExhausted.class, List.of(Exhausted.class), exhausted);
      }
    }
  }

  private static List<Class<?>> scan(
      ConfigurableListableBeanFactory beans, Environment environment, ResourceLoader resources) {
    if (!AutoConfigurationPackages.has(beans)) {
      return List.of();
    }
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false, environment);
    scanner.setResourceLoader(resources);
    scanner.addIncludeFilter(new AnnotationTypeFilter(JobType.class, false));
    String here = JobMethods.class.getPackageName();
    return AutoConfigurationPackages.get(beans).stream()
        .filter(name -> !name.equals(here))
        .flatMap(name -> scanner.findCandidateComponents(name).stream())
        .map(found -> Objects.requireNonNull(found.getBeanClassName()))
        .distinct()
        .sorted()
        .<Class<?>>map(name -> ClassUtils.resolveClassName(name, beans.getBeanClassLoader()))
        .toList();
  }

  /** The class that the application wrote, even if the bean is a proxy already. */
  private @Nullable Class<?> typeOf(String bean) {
    Object proxied =
        beans
            .getMergedBeanDefinition(bean)
            .getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
    Class<?> type = proxied instanceof Class<?> target ? target : beans.getType(bean, false);
    return type == null ? null : ClassUtils.getUserClass(type);
  }

  private static void add(
      String bean,
      Class<?> type,
      Class<? extends Annotation> annotation,
      List<Class<?>> beside,
      Map<Class<?>, JobMethod> found) {
    for (Method method : methods(type, annotation)) {
      JobMethod one = JobMethod.of(bean, type, method, annotation, beside);
      JobMethod other = found.put(one.request(), one);
      if (other != null) {
        throw new ConfigurationProblem(
            "The job type '%s' has two @%s methods: %s of the bean %s and %s of the bean %s. Keep one."
                .formatted(
                    one.request().getAnnotation(JobType.class).value(),
                    annotation.getSimpleName(),
                    other.name(),
                    other.bean(),
                    one.name(),
                    bean));
      }
    }
  }

  private static Set<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
    try {
      return MethodIntrospector.selectMethods(
          type,
          (ReflectionUtils.MethodFilter)
              method -> AnnotatedElementUtils.hasAnnotation(method, annotation));
    } catch (IllegalStateException | LinkageError unreadable) {
      // A class of a library that names one which is not there; Spring passes it over as well.
      return Set.of();
    }
  }

  static <A extends Annotation> A annotation(Method method, Class<A> annotation) {
    return Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, annotation));
  }

  /** The classes of requests that were found, with or without a handler. */
  List<Class<?>> requests() {
    return requests;
  }

  /** The handlers by the class of their request. */
  Map<Class<?>, JobMethod> handlers() {
    return handlers;
  }

  /** The methods that are told of given up jobs, by the class of their request. */
  Map<Class<?>, JobMethod> exhausted() {
    return exhausted;
  }

  /** The method of its bean, which is created for that. */
  JobMethod.Bound bound(JobMethod method) {
    return method.of(beans);
  }
}
