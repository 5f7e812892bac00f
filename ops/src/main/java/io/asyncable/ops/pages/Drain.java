package io.asyncable.ops.pages;

import io.asyncable.Asyncables;
import io.asyncable.ops.bench.Tables;
import io.asyncable.ops.bench.Wait;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An engine in this process that works errands off. */
final class Drain implements AutoCloseable {

  private static final int BATCH = 1_000;

  private final int errands;
  private final Tables tables;
  private final ConfigurableApplicationContext submitter;
  private final ConfigurableApplicationContext worker;
  private long submitted;

  Drain(int errands, Tables tables, String databaseUrl, String bootstrapServers) {
    this.errands = errands;
    this.tables = tables;
    this.submitter = run("submitter", databaseUrl, bootstrapServers);
    this.worker = run("worker", databaseUrl, bootstrapServers);
    worker.stop();
  }

  private static ConfigurableApplicationContext run(
      String profile, String databaseUrl, String bootstrapServers) {
    return new SpringApplicationBuilder(PagesApplication.class)
        .web(WebApplicationType.NONE)
        .profiles(profile)
        .run(
            "--spring.config.name=pages",
            "--spring.config.location=classpath:pages/",
            "--spring.datasource.url=" + databaseUrl,
            "--spring.kafka.bootstrap-servers=" + bootstrapServers);
  }

  /** Submits all errands anew and works them off; returns how many a second. */
  double perSecond() {
    tables.execute("truncate errand");
    Asyncables asyncables = submitter.getBean(Asyncables.class);
    for (int first = 0; first < errands; first += BATCH) {
      int size = Math.min(BATCH, errands - first);
      List<Errand> batch = Stream.generate(Errand::new).limit(size).toList();
      asyncables.submitAll(Collections.unmodifiableList(batch));
      submitted += size;
    }
    Wait.until("publishing", () -> sent() >= submitted);
    tables.execute("vacuum (analyze) errand");
    tables.execute("checkpoint");
    RunErrand handler = worker.getBean(RunErrand.class);
    handler.expect();
    worker.start();
    try {
      Wait.until(
          "draining",
          () ->
              !tables.hold(
                  "select from errand where processed_at is null and canceled_at is null"));
      return errands / ((System.nanoTime() - handler.firstBegan()) / 1e9);
    } finally {
      worker.stop();
    }
  }

  private double sent() {
    return submitter
        .getBean(MeterRegistry.class)
        .find("asyncable.published")
        .tag("result", "sent")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Override
  public void close() {
    worker.close();
    submitter.close();
  }
}
