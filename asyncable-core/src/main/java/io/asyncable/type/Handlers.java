package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import io.asyncable.ConfigurationProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.transaction.PlatformTransactionManager;

/** The handlers of all process types. The start stops unless each type has exactly one. */
public final class Handlers {

  private final Map<String, Handler> byType = new TreeMap<>();

  Handlers(
      ConfigurableListableBeanFactory beans,
      ProcessTypes types,
      PlatformTransactionManager transactions,
      TypeSettings settings) {
    for (String name : beans.getBeanNamesForType(AsyncableHandler.class)) {
      register(name, beans, types, transactions);
    }
    for (ProcessType type : types.all()) {
      if (!byType.containsKey(type.name())) {
        throw new ConfigurationProblem(
            "The process type %s has no handler. Declare a Spring bean that implements AsyncableHandler<%s>%s."
                .formatted(
                    type,
                    type.entity().getSimpleName(),
                    type.name().contains(".")
                        ? " and returns \"" + type.field() + "\" from field()"
                        : ""));
      }
    }
    byType.values().forEach(handler -> refuseSizeWithoutTransaction(handler, settings));
  }

  /** The default for all types applies only to types that can share transactions. */
  private static void refuseSizeWithoutTransaction(Handler handler, TypeSettings settings) {
    String name = handler.type().name();
    Integer size = settings.of(handler.type()).transactionSize();
    if (handler.transaction() == null && size != null && size > 1) {
      throw new ConfigurationProblem(
          "asyncable.types.%s.transaction-size is set, but %s has no transaction that attempts could share. Make its method process @Transactional, or remove the setting."
              .formatted(name, AopUtils.getTargetClass(handler.bean()).getName()));
    }
  }

  private void register(
      String name,
      ConfigurableListableBeanFactory beans,
      ProcessTypes types,
      PlatformTransactionManager transactions) {
    @SuppressWarnings("unchecked")
    AsyncableHandler<Object> bean = beans.getBean(name, AsyncableHandler.class);
    ProcessType type = typeOf(name, bean, entityOf(name, bean, beans), types);
    ProcessMethod process = new ProcessMethod(name, bean, beans, transactions);
    Handler handler = new Handler(type, bean, process.transaction());
    Handler other = byType.put(type.name(), handler);
    if (other != null) {
      throw new ConfigurationProblem(
          "The process type %s has two handlers: %s and %s. Keep one."
              .formatted(
                  type,
                  AopUtils.getTargetClass(other.bean()).getName(),
                  AopUtils.getTargetClass(bean).getName()));
    }
  }

  private static Class<?> entityOf(
      String name, AsyncableHandler<?> bean, ConfigurableListableBeanFactory beans) {
    // A bean method's return type knows what a lambda's class has forgotten.
    ResolvableType declared =
        beans.containsBeanDefinition(name)
            ? beans.getMergedBeanDefinition(name).getResolvableType()
            : ResolvableType.NONE;
    for (ResolvableType source :
        List.of(ResolvableType.forClass(AopUtils.getTargetClass(bean)), declared)) {
      Class<?> entity = source.as(AsyncableHandler.class).getGeneric(0).resolve();
      if (entity != null && entity != Object.class) {
        return entity;
      }
    }
    throw new ConfigurationProblem(
        "The handler %s does not say which entity it processes: implement AsyncableHandler<YourEntity>."
            .formatted(name));
  }

  private static ProcessType typeOf(
      String name, AsyncableHandler<?> bean, Class<?> entity, ProcessTypes types) {
    List<ProcessType> candidates =
        types.of(entity).stream()
            .filter(type -> bean.field().isEmpty() || bean.field().equals(type.field()))
            .toList();
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    throw new ConfigurationProblem(
        candidates.isEmpty()
            ? "The handler %s is for %s, but no such entity embeds an Asyncable%s."
                .formatted(
                    name,
                    entity.getName(),
                    bean.field().isEmpty() ? "" : " named '" + bean.field() + "'")
            : "The handler %s must say which Asyncable of %s it serves: return one of %s from field()."
                .formatted(
                    name, entity.getName(), candidates.stream().map(ProcessType::field).toList()));
  }

  public Handler of(ProcessType type) {
    return byType.get(type.name());
  }
}
