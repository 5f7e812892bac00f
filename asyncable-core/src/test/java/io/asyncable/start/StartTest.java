package io.asyncable.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.bulk.BulkAction;
import io.asyncable.elsewhere.SlowMailer;
import io.asyncable.elsewhere.Voucher;
import io.asyncable.test.RealServers;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;

/** A wrong configuration stops the start with a sentence that says what to do. */
class StartTest {

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class Shop {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class ShopWithoutHandler {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Pay.class, PayAgain.class})
  static class ShopWithTwoHandlers {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(PayApart.class)
  static class ShopWithItsOwnTransaction {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(PayByReading.class)
  static class ShopThatOnlyReads {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class ShopWithAnUnknownHandler {
    @Bean
    AsyncableHandler<Purchase> pay() {
      return new Pay();
    }

    @Bean
    AsyncableHandler<String> read() {
      return (text, attempt) -> {};
    }
  }

  /** Its entities stand in another factory than the engine's. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopWithTwoFactories {
    @Bean(defaultCandidate = false)
    LocalContainerEntityManagerFactoryBean vouchers(
        DataSource dataSource, EntityManagerFactoryBuilder builder) {
      return builder.dataSource(dataSource).managedTypes(of(Voucher.class)).build();
    }
  }

  /** The factory has connections that the engine's statements do not share. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopWithTwoDataSources {
    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
        DataSourceProperties settings, EntityManagerFactoryBuilder builder) {
      return builder
          .dataSource(settings.initializeDataSourceBuilder().build())
          .managedTypes(of(Purchase.class, BulkAction.class))
          .build();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopWithTransactionsOfJdbc {
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopThatPrefersKafkasTransactions {
    @Bean
    @Primary
    PlatformTransactionManager kafka(ProducerFactory<?, ?> producers) {
      Map<String, Object> settings = new HashMap<>(producers.getConfigurationProperties());
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "shop");
      return new KafkaTransactionManager<>(new DefaultKafkaProducerFactory<>(settings));
    }

    @Bean
    PlatformTransactionManager jpa(EntityManagerFactory factory) {
      return new JpaTransactionManager(factory);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopWithoutSynchronization {
    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
      JpaTransactionManager transactions = new JpaTransactionManager(factory);
      transactions.setTransactionSynchronization(
          AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
      return transactions;
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableAsync
  @Import(PayAside.class)
  static class ShopThatDoesNotWait {}

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Pay.class, SlowMailer.class})
  static class ShopWithAJobOfAnUnknownQueue {}

  private static PersistenceManagedTypes of(Class<?>... types) {
    return PersistenceManagedTypes.of(Stream.of(types).map(Class::getName).toArray(String[]::new));
  }

  static class Pay implements AsyncableHandler<Purchase> {
    @Override
    public void process(Purchase purchase, Attempt attempt) {}
  }

  static class PayAgain extends Pay {}

  static class PayAside extends Pay {
    @Override
    @Async
    public void process(Purchase purchase, Attempt attempt) {}
  }

  static class PayApart extends Pay {
    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void process(Purchase purchase, Attempt attempt) {}
  }

  static class PayByReading extends Pay {
    @Override
    @Transactional(readOnly = true)
    public void process(Purchase purchase, Attempt attempt) {}
  }

  static List<Arguments> wrongHandlers() {
    return List.of(
        arguments(ShopWithoutHandler.class, "The process type Purchase has no handler."),
        arguments(ShopWithTwoHandlers.class, "The process type Purchase has two handlers: "),
        arguments(
            ShopWithItsOwnTransaction.class,
            "must not ask for a transaction of its own or for none"),
        arguments(ShopThatOnlyReads.class, "must not be @Transactional(readOnly = true)"),
        arguments(ShopThatDoesNotWait.class, "must not be @Async"),
        arguments(
            ShopWithAJobOfAnUnknownQueue.class,
            "The queue of mail.slow is 'slow' (from @JobHandler io.asyncable.elsewhere.SlowMailer.send), but there is no such queue. Configure asyncable.queues.slow.concurrency, or use one of [default]."),
        arguments(ShopWithAnUnknownHandler.class, "but no such entity embeds an Asyncable"));
  }

  @ParameterizedTest
  @MethodSource("wrongHandlers")
  void stopsForHandlers(Class<?> application, String sentence) {
    stops(application, sentence);
  }

  static List<Arguments> wrongFactories() {
    return List.of(
        arguments(
            ShopWithTwoFactories.class,
            Voucher.class.getName()
                + " embeds an Asyncable, but only the EntityManagerFactory vouchers maps it."),
        arguments(
            ShopWithTwoDataSources.class,
            "The EntityManagerFactory and the engine's statements do not share a connection in one transaction."),
        arguments(
            ShopWithTransactionsOfJdbc.class,
            "The PlatformTransactionManager is a JdbcTransactionManager"),
        arguments(
            ShopThatPrefersKafkasTransactions.class,
            "The EntityManagerFactory and the engine's statements do not share a connection in one transaction."),
        arguments(
            ShopWithoutSynchronization.class,
            "The PlatformTransactionManager has transactionSynchronization turned off"));
  }

  @ParameterizedTest
  @MethodSource("wrongFactories")
  void stopsForFactories(Class<?> application, String sentence) {
    stops(application, sentence);
  }

  static List<Arguments> wrongSettings() {
    return List.of(
        arguments(
            "asyncable.types.Purchase.queue=fast",
            "The queue of Purchase is 'fast' (from asyncable.types.Purchase), but there is no"),
        arguments("asyncable.history.retention=4d", "longer than the window of "),
        arguments("asyncable.types.Sale.window=1d", "no process type of that name. Use one of"),
        arguments("asyncable.types.Purchase.services=bank", "no instance of that name"),
        arguments(
            "asyncable.types.Purchase.transaction-size=10",
            "asyncable.types.Purchase.transaction-size is set, but "
                + Pay.class.getName()
                + " has no transaction that attempts could share. Make its method"
                + " @Transactional, or remove the setting."),
        arguments(
            "spring.datasource.hikari.auto-commit=false",
            "The connections of the DataSource have auto-commit off"),
        arguments(
            "spring.datasource.hikari.transaction-isolation=TRANSACTION_REPEATABLE_READ",
            "The default isolation of transactions is 'repeatable read'"),
        arguments(
            "spring.datasource.hikari.connection-init-sql=set default_transaction_isolation ="
                + " serializable",
            "The default isolation of transactions is 'serializable'"),
        arguments("asyncable.kafka.create-topics=false", "Kafka does not have the topics"),
        arguments("asyncable.migrate=false", "The library's tables are missing."),
        arguments("spring.liquibase.contexts=bare", "lacks the columns [submitted_at, "),
        arguments(
            "spring.liquibase.contexts=older",
            "lacks the columns [published_at] of the process type Purchase. An earlier version of"
                + " addAsyncable made the table"),
        arguments("spring.liquibase.contexts=unindexed", "no partial index on due_at"),
        arguments(
            "spring.liquibase.contexts=padded",
            "The id column id of the table purchase is of the type char, but the process type"
                + " Purchase maps it differently. Map it with @JdbcTypeCode(SqlTypes.CHAR)"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void stopsForSettings(String setting, String sentence) {
    stops(Shop.class, sentence, "--" + setting);
  }

  @Test
  void stopsForATransactionThatAttemptsShareAndMustNotRepeat() {
    stops(
        Shop.class,
        "asyncable.types.Purchase.transaction-size is set, but attempts that share a transaction may run again, which when-lost=stop (from asyncable.types.Purchase) does not allow.",
        "--asyncable.types.Purchase.transaction-size=10",
        "--asyncable.types.Purchase.when-lost=stop");
  }

  static List<Arguments> wrongValues() {
    return List.of(
        arguments(
            "asyncable.types.Purchase.retry-interval=0s", "Purchase.retry-interval is 0s. Write"),
        arguments(
            "asyncable.types.Purchase.multiplier=0.5",
            "Purchase.multiplier is 0.5. Write a number of"),
        arguments("asyncable.history.retention=0d", "asyncable.history.retention is 0s. Write"),
        arguments("asyncable.worker.dead-after=2s", "at least three times"),
        arguments(
            "asyncable.kafka.delivery-timeout=10s",
            "is 10s, but must be below asyncable.sweep.grace"),
        arguments(
            "asyncable.queues.fast.concurrency=0",
            "fast.concurrency is 0. Write a number of at least 1"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void stopsForValues(String setting, String sentence) {
    assertThatThrownBy(() -> start(Shop.class, "--" + setting))
        .rootCause()
        .hasMessageContaining(sentence);
  }

  @Test
  void stopsForARecordInTheSecondLevelCache() {
    String regions = "--spring.jpa.properties.hibernate.cache.region.factory_class=";
    String mode = "--spring.jpa.properties.jakarta.persistence.sharedCache.mode=";
    stops(
        Shop.class,
        "embed an Asyncable and are in Hibernate's second-level cache",
        regions + LocalRegions.class.getName(),
        mode + "ALL");
    stops(
        Shop.class,
        "The entities [" + Purchase.class.getName() + "] embed an Asyncable",
        regions + LocalRegions.class.getName(),
        mode + "DISABLE_SELECTIVE");
    start(Shop.class, regions + LocalRegions.class.getName(), mode + "ENABLE_SELECTIVE");
  }

  @Test
  void startsWhenAllIsWell() {
    // What is set for all types is for those whose handlers have a transaction.
    start(Shop.class, "--asyncable.defaults.transaction-size=10");
  }

  private static void stops(Class<?> application, String sentence, String... settings) {
    assertThatThrownBy(() -> start(application, settings))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }

  private static void start(Class<?> application, String... settings) {
    new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .initializers(new RealServers())
        .properties(
            "spring.liquibase.change-log=classpath:start-changelog.yaml",
            "spring.liquibase.contexts=whole")
        .run(settings)
        .close();
  }
}
