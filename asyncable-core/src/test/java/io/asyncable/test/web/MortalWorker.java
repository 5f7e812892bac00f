package io.asyncable.test.web;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** A worker in a JVM of its own, to be killed. Its attempts at parcels and invoices never end. */
public final class MortalWorker implements AutoCloseable {

  /** What its log says when the handler of an invoice begins. */
  public static final String BEGUN = "Begun: ";

  private final Process process;

  private MortalWorker(Process process) {
    this.process = process;
  }

  /** Starts one that works for the application of this environment, and writes a log. */
  public static MortalWorker start(String name, ConfigurableEnvironment environment, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MortalWorker.class.getName());
    settings(environment).forEach(command::add);
    command.add("--asyncable.roles=worker");
    command.add("--asyncable.worker.name=" + name);
    command.add("--spring.main.web-application-type=none");
    command.add("--spring.liquibase.enabled=false");
    try {
      return new MortalWorker(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the test has set, and where its servers are. */
  private static Stream<String> settings(ConfigurableEnvironment environment) {
    return Stream.of("Inlined Test Properties", "realServers")
        .map(source -> (EnumerablePropertySource<?>) environment.getPropertySources().get(source))
        .flatMap(source -> Stream.of(source.getPropertyNames()))
        // An argument given twice has both values.
        .filter(property -> !property.equals("asyncable.roles"))
        .map(property -> "--" + property + "=" + environment.getProperty(property));
  }

  /** Ends it without a word, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Ends with the JVM that has started it. */
  public static void main(String[] arguments) throws IOException {
    SpringApplication.run(Application.class, arguments);
    System.in.transferTo(OutputStream.nullOutputStream());
    Runtime.getRuntime().halt(1);
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {

    @Bean
    AsyncableHandler<Parcel> send() {
      return new AsyncableHandler<>() {
        @Override
        public void process(Parcel parcel, Attempt attempt) throws Exception {
          new CountDownLatch(1).await();
        }
      };
    }

    @Bean
    AsyncableHandler<Invoice> book() {
      return new AsyncableHandler<>() {
        @Override
        public void process(Invoice invoice, Attempt attempt) throws Exception {
          System.out.println(BEGUN + attempt.label());
          new CountDownLatch(1).await();
        }
      };
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
}
