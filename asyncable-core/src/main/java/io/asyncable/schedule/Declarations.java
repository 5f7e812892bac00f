package io.asyncable.schedule;

import io.asyncable.ConfigurationProblem;
import io.asyncable.job.JobType;
import io.asyncable.schedule.ScheduleSettings.Overrides;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the schedules that the application declares, and refuses those that cannot work. */
final class Declarations {

  private static final String NAME = "[a-zA-Z0-9._-]{1,100}";
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final Instant SOME_TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, DeclaredSchedule> byName = new TreeMap<>();
  private final ConfigurableListableBeanFactory beans;
  private final ScheduleSettings settings;

  Declarations(ConfigurableListableBeanFactory beans, ScheduleSettings settings) {
    this.beans = beans;
    this.settings = settings;
    for (String bean : beans.getBeanDefinitionNames()) {
      Class<?> type = ScopedProxyUtils.isScopedTarget(bean) ? null : typeOf(bean);
      if (type != null && AnnotationUtils.isCandidateClass(type, Recurring.class)) {
        MethodIntrospector.selectMethods(
                type,
                (MethodIntrospector.MetadataLookup<Recurring>)
                    method -> AnnotatedElementUtils.findMergedAnnotation(method, Recurring.class))
            .forEach((method, recurring) -> add(bean, method, recurring));
      }
    }
    refuseUnknown(settings.schedules().keySet());
  }

  private @Nullable Class<?> typeOf(String bean) {
    try {
      return beans.getType(bean, false);
    } catch (NoSuchBeanDefinitionException gone) {
      return null;
    }
  }

  /** All that fire slots, by name. */
  Map<String, DeclaredSchedule> all() {
    return byName;
  }

  private void add(String bean, Method method, Recurring recurring) {
    String where = method.getDeclaringClass().getName() + "." + method.getName();
    String name = recurring.name();
    if (!name.matches(NAME)) {
      throw new ConfigurationProblem(
          "@Recurring %s has the name '%s'. Write 1 to 100 letters, digits, '.', '-' and '_' only."
              .formatted(where, name));
    }
    if (byName.containsKey(name)) {
      throw new ConfigurationProblem(
          "Two schedules have the name '%s'; one is @Recurring %s. Give one of them another name."
              .formatted(name, where));
    }
    if (!method.getReturnType().isAnnotationPresent(JobType.class)
        || method.getParameterCount() > 1
        || !Arrays.stream(method.getParameterTypes()).allMatch(Instant.class::equals)) {
      throw new ConfigurationProblem(
          "@Recurring %s must return a request, of a class with @JobType, and take nothing or the Instant of the slot."
              .formatted(where));
    }
    byName.put(name, declared(where, recurring, method, requests(bean, method)));
  }

  private DeclaredSchedule declared(
      String where, Recurring given, Method method, Function<Instant, Object> requests) {
    String name = given.name();
    Overrides own = settings.of(name);
    String cron = own.cron() != null ? own.cron() : own.every() != null ? "" : given.cron();
    String every =
        own.cron() != null ? "" : own.every() != null ? own.every().toString() : given.every();
    String zone = own.zone() != null ? own.zone() : given.zone();
    Overlap overlap = own.overlap() != null ? own.overlap() : given.overlap();
    CatchUp catchUp = own.catchUp() != null ? own.catchUp() : given.catchUp();
    String owner = "The schedule '%s' (@Recurring %s)".formatted(name, where);
    if (cron.isEmpty() == every.isEmpty()) {
      throw new ConfigurationProblem(
          owner + " has to have either cron, such as \"0 3 * * *\", or every, such as \"15m\".");
    }
    Timing timing = cron.isEmpty() ? rate(owner, every) : cron(owner, cron, zone);
    String plan = cron.isEmpty() ? "every " + every : cron.trim() + " " + zone;
    return new DeclaredSchedule(
        name,
        plan,
        method.getReturnType().getAnnotation(JobType.class).value(),
        own.enabled(),
        timing,
        overlap,
        catchUp,
        own.catchUpWithin(),
        requests);
  }

  private static Timing rate(String owner, String every) {
    try {
      Duration interval = DurationStyle.detectAndParse(every);
      if (interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
        return Timing.every(interval);
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below.
    }
    throw new ConfigurationProblem(
        owner
            + " runs every \"%s\". Write a number and s, m, h or d, from 1s to 3650d, such as 15m."
                .formatted(every));
  }

  private static Timing cron(String owner, String expression, String zone) {
    Timing timing;
    try {
      timing = Timing.cron(expression, ZoneId.of(zone));
    } catch (DateTimeException unknown) {
      throw new ConfigurationProblem(
          owner
              + " is of the unknown zone \"%s\". Write one such as America/New_York."
                  .formatted(zone));
    } catch (IllegalArgumentException unreadable) {
      throw new ConfigurationProblem(
          owner
              + " has the cron expression \"%s\", which cannot be read: %s. Write five or six fields, such as 0 3 * * *."
                  .formatted(expression, unreadable.getMessage()));
    }
    if (timing.after(SOME_TIME) == null) {
      throw new ConfigurationProblem(
          owner + " would never run: no time matches \"%s\".".formatted(expression));
    }
    return timing;
  }

  /** The bean is created when the first slot is due. */
  private Function<Instant, Object> requests(String bean, Method method) {
    return slot -> {
      Object target = beans.getBean(bean);
      Method called = AopUtils.selectInvocableMethod(method, target.getClass());
      ReflectionUtils.makeAccessible(called);
      try {
        return method.getParameterCount() == 0
            ? called.invoke(target)
            : called.invoke(target, slot);
      } catch (InvocationTargetException thrown) {
        ReflectionUtils.rethrowRuntimeException(thrown.getCause());
        throw new UndeclaredThrowableException(thrown.getCause());
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private void refuseUnknown(Collection<String> configured) {
    for (String name : configured) {
      if (!byName.containsKey(name)) {
        throw new ConfigurationProblem(
            "asyncable.schedules.%s: there is no schedule of that name. Use one of %s. (Write a name with a dot in brackets: \"[uploads.purge]\".)"
                .formatted(name, Set.copyOf(byName.keySet())));
      }
    }
  }
}
