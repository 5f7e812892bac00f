package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import io.asyncable.ConfigurationProblem;
import io.asyncable.type.DeclaredTypes.Declared;
import io.asyncable.type.DeclaredTypes.Handling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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
    for (DeclaredTypes declared : types.declared()) {
      for (Declared type : declared.types()) {
        register(types.named(type.name()), declared.handling(type), beans, transactions);
      }
    }
    for (ProcessType type : types.all()) {
      if (!byType.containsKey(type.name())) {
        throw missing(type, types);
      }
    }
    byType.values().forEach(handler -> refuseSizeWithoutTransaction(handler, settings));
  }

  private static ConfigurationProblem missing(ProcessType type, ProcessTypes types) {
    boolean isAlone = type.table().types().size() == 1;
    return new ConfigurationProblem(
        "The process type %s has no handler. Declare a Spring bean that implements AsyncableHandler<%s>%s%s."
            .formatted(
                type,
                type.entity().getSimpleName(),
                type.name().contains(".")
                    ? " and returns \"" + type.field() + "\" from field()"
                    : "",
                isAlone
                    ? ""
                    : ", for the records of %s, or handlers for each of these"
                        .formatted(String.join(" and ", entitiesOf(type, types)))));
  }

  /** The entities whose rows are records of the type. */
  private static List<String> entitiesOf(ProcessType type, ProcessTypes types) {
    EntityMappingType first = type.mapping().persister();
    return Stream.concat(Stream.of(first), first.getSubMappingTypes().stream())
        .filter(RecordClasses::hasRows)
        .map(EntityMappingType::getEntityPersister)
        .filter(entity -> types.of(entity.getMappedClass()).contains(type))
        .map(EntityPersister::getJpaEntityName)
        .toList();
  }

  /** The default for all types applies only to types that can share transactions. */
  private static void refuseSizeWithoutTransaction(Handler handler, TypeSettings settings) {
    String name = handler.type().name();
    Integer size = settings.of(handler.type()).transactionSize();
    if (handler.transaction() == null && size != null && size > 1) {
      throw new ConfigurationProblem(
          "asyncable.types.%s.transaction-size is set, but %s has no transaction that attempts could share. Make its method @Transactional, or remove the setting."
              .formatted(name, AopUtils.getTargetClass(handler.owner()).getName()));
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
    register(type, new Handling(bean, name, bean, ProcessMethod.PROCESS), beans, transactions);
  }

  private void register(
      ProcessType type,
      Handling handling,
      ConfigurableListableBeanFactory beans,
      PlatformTransactionManager transactions) {
    ProcessMethod process = new ProcessMethod(handling, beans, transactions);
    @SuppressWarnings("unchecked")
    AsyncableHandler<Object> called = (AsyncableHandler<Object>) handling.handler();
    Handler handler = new Handler(type, called, handling.bean(), process.transaction());
    Handler other = byType.put(type.name(), handler);
    if (other != null) {
      throw new ConfigurationProblem(
          "The process type %s has two handlers: %s and %s. Keep one."
              .formatted(
                  type,
                  AopUtils.getTargetClass(other.owner()).getName(),
                  AopUtils.getTargetClass(handling.bean()).getName()));
    }
  }

  private static Class<?> entityOf(
      String name, AsyncableHandler<?> bean, ConfigurableListableBeanFactory beans) {
    return HandledEntities.of(name, AopUtils.getTargetClass(bean), beans)
        .orElseThrow(
            () ->
                new ConfigurationProblem(
                    "The handler %s does not say which entity it processes: implement AsyncableHandler<YourEntity>."
                        .formatted(name)));
  }

  private static ProcessType typeOf(
      String name, AsyncableHandler<?> bean, Class<?> entity, ProcessTypes types) {
    List<ProcessType> candidates =
        types.of(entity).stream()
            .filter(type -> bean.field().isEmpty() || bean.field().equals(type.field()))
            .toList();
    if (candidates.size() == 1 && candidates.get(0).entity() == entity) {
      return candidates.get(0);
    }
    throw new ConfigurationProblem(
        switch (candidates.size()) {
          case 0 -> ofNoType(name, bean, entity, types);
          case 1 ->
              "The handler %s is for %s, whose records belong to the process type %s. Declare it for %s."
                  .formatted(
                      name,
                      entity.getName(),
                      candidates.get(0),
                      candidates.get(0).entity().getName());
          default ->
              "The handler %s must say which Asyncable of %s it serves: return one of %s from field()."
                  .formatted(
                      name, entity.getName(), candidates.stream().map(ProcessType::field).toList());
        });
  }

  private static String ofNoType(
      String name, AsyncableHandler<?> bean, Class<?> entity, ProcessTypes types) {
    return types.isDivided(entity)
        ? "The handler %s is for %s, but each class of its records has a handler of its own, so it would never be called. Remove it, or one of the others."
            .formatted(name, entity.getName())
        : "The handler %s is for %s, but no such entity embeds an Asyncable%s."
            .formatted(
                name,
                entity.getName(),
                bean.field().isEmpty() ? "" : " named '" + bean.field() + "'");
  }

  public Handler of(ProcessType type) {
    return byType.get(type.name());
  }
}
