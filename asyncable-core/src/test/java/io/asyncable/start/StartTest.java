package io.asyncable.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.test.RealServers;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Pay.class)
  static class ShopWithJdbcTransactions {
    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
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
  static class ShopWithEntitiesOfAnotherDataSource {
    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
        EntityManagerFactoryBuilder builder, DataSource dataSource) {
      return builder
          .dataSource(new DelegatingDataSource(dataSource))
          .packages("io.asyncable.start", "io.asyncable.bulk")
          .build();
    }
  }

  static List<Arguments> wrongTransactions() {
    return List.of(
        arguments(
            ShopWithJdbcTransactions.class,
            "JdbcTransactionManager are not those of the EntityManagerFactory"),
        arguments(
            ShopThatPrefersKafkasTransactions.class,
            "KafkaTransactionManager are not those of the EntityManagerFactory"),
        arguments(
            ShopWithEntitiesOfAnotherDataSource.class,
            "JpaTransactionManager are not those of the EntityManagerFactory"));
  }

  @ParameterizedTest
  @MethodSource("wrongTransactions")
  void stopsForTransactions(Class<?> application, String sentence) {
    stops(application, sentence);
  }

  static class Pay implements AsyncableHandler<Purchase> {
    @Override
    public void process(Purchase purchase, Attempt attempt) {}
  }

  static class PayAgain extends Pay {}

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
        arguments(ShopWithItsOwnTransaction.class, "must not ask for its own or no transaction"),
        arguments(ShopThatOnlyReads.class, "must not be @Transactional(readOnly = true)"),
        arguments(ShopWithAnUnknownHandler.class, "which is no entity that embeds an Asyncable"));
  }

  @ParameterizedTest
  @MethodSource("wrongHandlers")
  void stopsForHandlers(Class<?> application, String sentence) {
    stops(application, sentence);
  }

  static List<Arguments> wrongSettings() {
    return List.of(
        arguments("asyncable.types.Purchase.queue=fast", "there is no queue 'fast'"),
        arguments("asyncable.history.retention=4d", "longer than the window of "),
        arguments("asyncable.types.Sale.window=1d", "no process type of that name. Known are"),
        arguments("asyncable.types.Purchase.services=bank", "no instance of that name"),
        arguments(
            "asyncable.types.Purchase.transaction-size=10",
            "asyncable.types.Purchase.transaction-size: "
                + Pay.class.getName()
                + " has no transaction that attempts could share. Make its method process"
                + " @Transactional, or leave the setting out."),
        arguments("asyncable.kafka.create-topics=false", "Kafka lacks the topics"),
        arguments("asyncable.migrate=false", "The library's tables are missing."),
        arguments("spring.liquibase.contexts=bare", "lacks the columns [submitted_at, "),
        arguments(
            "spring.liquibase.contexts=older",
            "lacks the columns [published_at] of the process type Purchase. An earlier version of"
                + " addAsyncable made it"),
        arguments("spring.liquibase.contexts=unindexed", "no partial index on due_at"),
        arguments(
            "spring.liquibase.contexts=padded",
            "The id column id of the table purchase is of the type char, but the process type"
                + " Purchase maps it otherwise. Map it with @JdbcTypeCode(SqlTypes.CHAR)"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void stopsForSettings(String setting, String sentence) {
    stops(Shop.class, sentence, "--" + setting);
  }

  static List<Arguments> wrongValues() {
    return List.of(
        arguments("asyncable.types.Purchase.retry-interval=0s", "retry-interval must be longer"),
        arguments("asyncable.types.Purchase.multiplier=0.5", "multiplier must be at least 1"),
        arguments("asyncable.history.retention=0d", "retention must be longer than nothing"),
        arguments("asyncable.worker.dead-after=2s", "at least three times"),
        arguments("asyncable.kafka.delivery-timeout=10s", "must be below asyncable.sweep.grace"),
        arguments("asyncable.queues.fast.concurrency=0", "concurrency must be at least 1"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void stopsForValues(String setting, String sentence) {
    assertThatThrownBy(() -> start(Shop.class, "--" + setting))
        .rootCause()
        .hasMessageContaining(sentence);
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
