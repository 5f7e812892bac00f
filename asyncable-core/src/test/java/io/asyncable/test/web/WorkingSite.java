package io.asyncable.test.web;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.test.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Serves the pages of an application that works: its handlers do what a test tells them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = WorkingSite.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.liquibase.change-log=classpath:web-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "spring.jpa.open-in-view=false",
      "asyncable.web.access.operator=ROLE_OPERATOR",
      "asyncable.web.access.viewer=ROLE_VIEWER",
      "asyncable.kafka.delivery-timeout=1s",
      "asyncable.sweep.grace=2s",
      "asyncable.sweep.interval=200ms",
      "asyncable.worker.quarantine-after=2",
      "asyncable.queues.default.concurrency=1",
      "asyncable.queues.bookings.concurrency=4",
      "asyncable.types.Parcel.retry-interval=1h",
      "asyncable.types.Invoice.queue=bookings",
      "asyncable.types.BulkAction.queue=default",
      "asyncable.types.Invoice.max-failures=2",
      "asyncable.types.Invoice.retry-interval=1h",
      "asyncable.types.Invoice.services=bank,desk",
      "resilience4j.circuitbreaker.instances.bank.sliding-window-size=2",
      "resilience4j.circuitbreaker.instances.bank.minimum-number-of-calls=2",
      "resilience4j.circuitbreaker.instances.bank.failure-rate-threshold=100",
      "resilience4j.circuitbreaker.instances.bank.wait-duration-in-open-state=5s",
      "resilience4j.circuitbreaker.instances.bank.permitted-number-of-calls-in-half-open-state=1",
      "resilience4j.ratelimiter.instances.desk.limit-for-period=1000",
      "resilience4j.ratelimiter.instances.desk.limit-refresh-period=4s",
      "resilience4j.bulkhead.instances.Invoice.max-concurrent-calls=1"
    })
@ContextConfiguration(initializers = RealServers.class)
@Import({Rows.class, Explained.class})
public @interface WorkingSite {

  /** What the handlers do, by the record's label. */
  class Script {

    /** What a handler does. */
    public interface Line {
      void act(Attempt attempt) throws Exception;
    }

    public final Map<String, Line> lines = new ConcurrentHashMap<>();

    void perform(Attempt attempt) throws Exception {
      Line line = lines.get(attempt.label());
      if (line != null) {
        line.act(attempt);
      }
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(WebTestApplication.Access.class)
  class Application {

    @Bean
    Script script() {
      return new Script();
    }

    @Bean
    AsyncableHandler<Parcel> send(Script script) {
      return new SendParcel(script);
    }

    @Bean
    AsyncableHandler<Invoice> book(Script script) {
      return new BookInvoice(script);
    }

    @Bean
    AsyncableHandler<Receipt> print() {
      return new WebTestApplication.PrintReceipt();
    }

    @Bean
    AsyncableHandler<Telegram> wire() {
      return new WebTestApplication.WireTelegram();
    }
  }

  record SendParcel(Script script) implements AsyncableHandler<Parcel> {
    @Override
    public void process(Parcel parcel, Attempt attempt) throws Exception {
      script.perform(attempt);
    }
  }

  record BookInvoice(Script script) implements AsyncableHandler<Invoice> {
    @Override
    public void process(Invoice invoice, Attempt attempt) throws Exception {
      script.perform(attempt);
    }
  }
}
