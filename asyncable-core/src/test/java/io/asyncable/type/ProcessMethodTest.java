package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.type.DeclaredTypes.Handling;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAttribute;

/** Whatever wraps the method process is honoured, or stops the start with its own sentence. */
class ProcessMethodTest {

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @EnableAsync
  static class Application {
    @Bean
    @Primary
    PlatformTransactionManager transactionManager() {
      return new DataSourceTransactionManager(new DriverManagerDataSource());
    }

    @Bean
    @Qualifier("far")
    PlatformTransactionManager other() {
      return new DataSourceTransactionManager(new DriverManagerDataSource());
    }

    @Bean
    static AsyncAnnotationBeanPostProcessor later() {
      AsyncAnnotationBeanPostProcessor processor = new AsyncAnnotationBeanPostProcessor();
      processor.setAsyncAnnotationType(Later.class);
      return processor;
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Later {}

  @Retention(RetentionPolicy.RUNTIME)
  @Async
  @interface Aside {}

  @Retention(RetentionPolicy.RUNTIME)
  @Transactional(isolation = Isolation.SERIALIZABLE)
  @interface Strict {}

  static class Handler implements AsyncableHandler<Object> {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  static class AsyncOnMethod extends Handler {
    @Override
    @Async
    public void process(Object record, Attempt attempt) {}
  }

  @Async
  static class AsyncOnClass extends Handler {}

  static class AsyncAbove extends AsyncOnMethod {
    @Override
    public void process(Object record, Attempt attempt) {
      super.process(record, attempt);
    }
  }

  static class AsyncByMeta extends Handler {
    @Override
    @Aside
    public void process(Object record, Attempt attempt) {}
  }

  static class AsyncByAnotherName extends Handler {
    @Override
    @Later
    public void process(Object record, Attempt attempt) {}
  }

  /** Something else of it may well be. */
  static class AsyncElsewhere extends Handler {
    @Async
    public void tell() {}

    @Override
    @Transactional
    public void process(Object record, Attempt attempt) {}
  }

  static class RequiresNew extends Handler {
    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void process(Object record, Attempt attempt) {}
  }

  static class Nested extends Handler {
    @Override
    @Transactional(propagation = Propagation.NESTED)
    public void process(Object record, Attempt attempt) {}
  }

  static class Supports extends Handler {
    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public void process(Object record, Attempt attempt) {}
  }

  static class NotSupported extends Handler {
    @Override
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void process(Object record, Attempt attempt) {}
  }

  @Transactional(propagation = Propagation.NEVER)
  static class Never extends Handler {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  static class JakartaRequiresNew extends Handler {
    @Override
    @jakarta.transaction.Transactional(TxType.REQUIRES_NEW)
    public void process(Object record, Attempt attempt) {}
  }

  static class ReadOnly extends Handler {
    @Override
    @Transactional(readOnly = true)
    public void process(Object record, Attempt attempt) {}
  }

  static class Other extends Handler {
    @Override
    @Transactional("other")
    public void process(Object record, Attempt attempt) {}
  }

  @Transactional(transactionManager = "far")
  interface Far extends AsyncableHandler<Object> {}

  static class OtherByQualifier implements Far {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  @Qualifier("far")
  static class OtherByType extends Handler {
    @Override
    @Transactional
    public void process(Object record, Attempt attempt) {}
  }

  static class Unknown extends Handler {
    @Override
    @Transactional("nowhere")
    public void process(Object record, Attempt attempt) {}
  }

  static class NoRollback extends Handler {
    @Override
    @Transactional(noRollbackFor = IllegalStateException.class)
    public void process(Object record, Attempt attempt) {}
  }

  static class NoRollbackByName extends Handler {
    @Override
    @Transactional(noRollbackForClassName = "IllegalState")
    public void process(Object record, Attempt attempt) {}
  }

  static class JakartaNoRollback extends Handler {
    @Override
    @jakarta.transaction.Transactional(dontRollbackOn = IllegalStateException.class)
    public void process(Object record, Attempt attempt) {}
  }

  static class RepeatableRead extends Handler {
    @Override
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public void process(Object record, Attempt attempt) {}
  }

  @Strict
  static class SerializableByMeta extends Handler {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  static class SerializableAbove extends SerializableByMeta {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  static List<Arguments> refused() {
    String async = "must not be @Async: it would return before its work is done";
    String propagation = "must not ask for a transaction of its own or for none";
    String manager = "asks for another transaction manager than the engine's";
    String rollback = "must not use noRollbackFor";
    String isolation = "must not ask for an isolation above read committed";
    return List.of(
        arguments(AsyncOnMethod.class, async),
        arguments(AsyncOnClass.class, async),
        arguments(AsyncAbove.class, async),
        arguments(AsyncByMeta.class, async),
        arguments(AsyncByAnotherName.class, async),
        arguments(RequiresNew.class, propagation),
        arguments(Nested.class, propagation),
        arguments(Supports.class, propagation),
        arguments(NotSupported.class, propagation),
        arguments(Never.class, propagation),
        arguments(JakartaRequiresNew.class, propagation),
        arguments(ReadOnly.class, "must not be @Transactional(readOnly = true)"),
        arguments(Other.class, manager),
        arguments(OtherByQualifier.class, manager),
        arguments(OtherByType.class, manager),
        arguments(Unknown.class, manager),
        arguments(NoRollback.class, rollback),
        arguments(NoRollbackByName.class, rollback),
        arguments(JakartaNoRollback.class, rollback),
        arguments(RepeatableRead.class, isolation),
        arguments(SerializableByMeta.class, isolation),
        arguments(SerializableAbove.class, isolation));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stopsForWhatCannotBeHonoured(Class<? extends Handler> handler, String sentence) {
    assertThatThrownBy(() -> transactionOf(handler))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("The handler handler ")
        .hasMessageContaining(sentence);
  }

  static class Plain extends Handler {
    @Override
    @Transactional
    public void process(Object record, Attempt attempt) {}
  }

  static class Mandatory extends Handler {
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void process(Object record, Attempt attempt) {}
  }

  @jakarta.transaction.Transactional(TxType.MANDATORY)
  static class JakartaMandatory extends Handler {
    @Override
    public void process(Object record, Attempt attempt) {}
  }

  static class Labelled extends Handler {
    @Override
    @Transactional(
        transactionManager = "transactionManager",
        label = "books",
        rollbackFor = IOException.class,
        isolation = Isolation.READ_UNCOMMITTED)
    public void process(Object record, Attempt attempt) {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Plain.class,
        Mandatory.class,
        JakartaMandatory.class,
        Labelled.class,
        AsyncElsewhere.class
      })
  void opensTheTransactionItself(Class<?> handler) {
    assertThat(transactionOf(handler))
        .isNotNull()
        .extracting(TransactionDefinition::getPropagationBehavior)
        .isEqualTo(TransactionDefinition.PROPAGATION_REQUIRED);
  }

  static class Limited extends Handler {
    @Override
    @Transactional(timeout = 7)
    public void process(Object record, Attempt attempt) {}
  }

  static class LimitedBySetting extends Handler {
    @Override
    @Transactional(propagation = Propagation.MANDATORY, timeoutString = "${limit}")
    public void process(Object record, Attempt attempt) {}
  }

  @ParameterizedTest
  @ValueSource(classes = {Limited.class, LimitedBySetting.class})
  void keepsTheTimeLimit(Class<?> handler) {
    assertThat(transactionOf(handler))
        .isNotNull()
        .extracting(TransactionDefinition::getTimeout)
        .isEqualTo(7);
  }

  private static @Nullable TransactionAttribute transactionOf(Class<?> handler) {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("settings", Map.of("limit", "7")));
      context.register(Application.class);
      context.registerBean("handler", handler);
      context.refresh();
      AsyncableHandler<?> bean = context.getBean(AsyncableHandler.class);
      return new ProcessMethod(
              new Handling(bean, "handler", bean, ProcessMethod.PROCESS),
              context.getBeanFactory(),
              context.getBean(PlatformTransactionManager.class))
          .transaction();
    }
  }
}
