package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.type.DeclaredTypes.Handling;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.NoRollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The method of a handler that does its work, {@code process} unless the handler is declared
 * otherwise. The engine respects its annotations, or they stop the start.
 */
final class ProcessMethod {

  static final Method PROCESS =
      ClassUtils.getMethod(AsyncableHandler.class, "process", Object.class, Attempt.class);

  private final String name;
  private final Object bean;
  private final Class<?> type;
  private final Method method;
  private final ConfigurableListableBeanFactory beans;
  private final TransactionManager engines;

  /**
   * @param engines the transaction manager by which the engine opens the handler's transaction
   */
  ProcessMethod(
      Handling handling, ConfigurableListableBeanFactory beans, TransactionManager engines) {
    this.name = handling.name();
    this.bean = handling.bean();
    this.type = AopUtils.getTargetClass(bean);
    this.method = handling.method();
    this.beans = beans;
    this.engines = engines;
  }

  /** The transaction that the engine opens for it; null if it has none. */
  @Nullable TransactionAttribute transaction() {
    refuseAsync();
    AnnotationTransactionAttributeSource source = new AnnotationTransactionAttributeSource(false);
    source.setEmbeddedValueResolver(new EmbeddedValueResolver(beans));
    TransactionAttribute asked = source.getTransactionAttribute(method, type);
    if (asked == null) {
      return null;
    }
    refuseOwnTransaction(asked);
    refuseOtherManager(asked);
    refuseOtherRollback(asked);
    refuseIsolation(asked);
    // A transaction that process demands of its caller is the one that the engine opens.
    DefaultTransactionAttribute opened = new DefaultTransactionAttribute(asked);
    opened.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
    return opened;
  }

  private void refuseAsync() {
    Method called = AopUtils.getMostSpecificMethod(method, type);
    if (AnnotatedElementUtils.hasAnnotation(called, Async.class)
        || AnnotatedElementUtils.hasAnnotation(type, Async.class)
        || isAdvisedToRunElsewhere(called)) {
      throw refused(
          "must not be @Async: it would return before its work is done, and the engine takes its return as success. Remove @Async; attempts already run in parallel.");
    }
  }

  /** By an annotation of the application's own, or of another specification. */
  private boolean isAdvisedToRunElsewhere(Method method) {
    for (Object proxy = bean;
        proxy instanceof Advised advised;
        proxy = AopProxyUtils.getSingletonTarget(proxy)) {
      for (Advisor advisor : advised.getAdvisors()) {
        if (advisor.getAdvice() instanceof AsyncExecutionInterceptor
            && advisor instanceof PointcutAdvisor pointed
            && matches(pointed.getPointcut(), method)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean matches(Pointcut pointcut, Method method) {
    return pointcut.getClassFilter().matches(type)
        && pointcut.getMethodMatcher().matches(method, type);
  }

  private void refuseOwnTransaction(TransactionAttribute asked) {
    if (asked.isReadOnly()) {
      throw refused(
          "must not be @Transactional(readOnly = true): the engine completes the record in the transaction of process. Remove readOnly, or remove @Transactional.");
    }
    if (asked.getPropagationBehavior() != TransactionDefinition.PROPAGATION_REQUIRED
        && asked.getPropagationBehavior() != TransactionDefinition.PROPAGATION_MANDATORY) {
      throw refused(
          "must not ask for a transaction of its own or for none: the engine completes the record in the transaction of process. Use @Transactional with REQUIRED, or remove it.");
    }
  }

  private void refuseOtherManager(TransactionAttribute asked) {
    if (managerOf(asked) != engines) {
      throw refused(
          "asks for another transaction manager than the engine's, which completes the record, so one could commit without the other. Remove the name, or remove @Transactional and open that transaction inside process.");
    }
  }

  /** As the interceptor of {@code @Transactional} finds it; null if it would find none. */
  private @Nullable TransactionManager managerOf(TransactionAttribute asked) {
    try {
      if (StringUtils.hasText(asked.getQualifier())) {
        return named(asked.getQualifier());
      }
      String ofType = BeanFactoryAnnotationUtils.getQualifierValue(type);
      if (StringUtils.hasText(ofType)) {
        try {
          return named(ofType);
        } catch (NoSuchBeanDefinitionException meantForSomethingElse) {
          // Then it names no transaction manager.
        }
      }
      TransactionManagementConfigurer configurer =
          beans.getBeanProvider(TransactionManagementConfigurer.class).getIfAvailable();
      return configurer != null
          ? configurer.annotationDrivenTransactionManager()
          : beans.getBean(TransactionManager.class);
    } catch (NoSuchBeanDefinitionException absent) {
      return null;
    }
  }

  private TransactionManager named(String qualifier) {
    return BeanFactoryAnnotationUtils.qualifiedBeanOfType(
        beans, TransactionManager.class, qualifier);
  }

  private void refuseOtherRollback(TransactionAttribute asked) {
    if (asked instanceof RuleBasedTransactionAttribute rules
        && rules.getRollbackRules().stream().anyMatch(NoRollbackRuleAttribute.class::isInstance)) {
      throw refused(
          "must not use noRollbackFor: any exception must undo the effects of the attempt, so that the next attempt does not repeat them. Write data that must stay in a transaction of its own.");
    }
  }

  private void refuseIsolation(TransactionAttribute asked) {
    if (asked.getIsolationLevel() > TransactionDefinition.ISOLATION_READ_COMMITTED) {
      throw refused(
          "must not ask for an isolation above read committed: the sweeper moves the record's timer while a long attempt runs, so the attempt could never complete. Remove isolation, and lock the rows that must not change meanwhile.");
    }
  }

  private ConfigurationProblem refused(String why) {
    return new ConfigurationProblem("The handler %s %s".formatted(name, why));
  }
}
