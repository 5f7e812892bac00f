package io.asyncable.ops.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.Asyncables;
import io.asyncable.job.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Asyncable in Spring Boot, split as in production: one instance submits, another works and sweeps.
 * Both are in this process.
 */
final class AsyncableContender implements Contender {

  private static final int FILL_BATCH = 1_000;

  /** As many as one call of enqueueAll publishes at the default setting. */
  private static final int PUBLISHED_JOBS = 10_000;

  private final Tables tables;
  private final ConfigurableApplicationContext submitter;
  private final ConfigurableApplicationContext worker;
  private final Asyncables asyncables;
  private final Jobs jobs;
  private final LongAdder submitted = new LongAdder();

  AsyncableContender(String url, String bootstrapServers, Progress progress) {
    tables =
        new Tables(
            url,
            "errand",
            "booking",
            "shared_booking",
            "asyncable_job",
            "asyncable_job_unique_key",
            "asyncable_history");
    submitter = run("submitter", url, bootstrapServers, progress);
    asyncables = submitter.getBean(Asyncables.class);
    jobs = submitter.getBean(Jobs.class);
    worker = run("worker", url, bootstrapServers, progress);
    worker.stop();
  }

  private static ConfigurableApplicationContext run(
      String profile, String url, String bootstrapServers, Progress progress) {
    return new SpringApplicationBuilder(BenchmarkApplication.class)
        .web(WebApplicationType.NONE)
        .profiles(profile)
        .properties(
            "spring.config.name=benchmark",
            "spring.config.location=classpath:benchmark/",
            "spring.datasource.url=" + url,
            "spring.kafka.bootstrap-servers=" + bootstrapServers)
        .initializers(
            (GenericApplicationContext context) ->
                context.registerBean(Progress.class, () -> progress))
        .run();
  }

  @Override
  public String name() {
    return "Asyncable";
  }

  @Override
  public void clear() {
    tables.truncate();
  }

  @Override
  public void fill(Work work, int tasks) {
    if (work == Work.JOB) {
      fillJobs(tasks);
      return;
    }
    for (int first = 0; first < tasks; first += FILL_BATCH) {
      List<Object> batch =
          IntStream.range(first, Math.min(tasks, first + FILL_BATCH))
              .mapToObj(number -> task(work, number))
              .toList();
      asyncables.submitAll(batch);
      submitted.add(batch.size());
    }
  }

  /** All are published at once, as those of a backlog are that came job by job. */
  private void fillJobs(int tasks) {
    for (int first = 0; first < tasks; first += PUBLISHED_JOBS) {
      int end = Math.min(tasks, first + PUBLISHED_JOBS);
      submitted.add(jobs.enqueueAll(IntStream.range(first, end).mapToObj(NoOp::new)));
    }
  }

  @Override
  public void submit(Work work, int number) {
    if (work == Work.JOB) {
      jobs.enqueue(new NoOp(number));
    } else {
      asyncables.submit(task(work, number));
    }
    submitted.increment();
  }

  @Override
  public void enqueueAll(int number) {
    jobs.enqueueAll(IntStream.range(0, number).mapToObj(NoOp::new));
    submitted.add(Math.min(number, PUBLISHED_JOBS));
  }

  private static Object task(Work work, int number) {
    return switch (work) {
      case NO_OP -> new Errand(number);
      case UPDATE -> new Booking(number);
      case UPDATE_FASTEST -> new SharedBooking(number);
      case JOB -> throw new IllegalArgumentException("A job is enqueued");
    };
  }

  /**
   * The producer has a buffer: as many messages must have been sent as there were submissions, or
   * given up, as one is whose topic is still being made. Those are the sweeper's.
   */
  @Override
  public boolean isSubmitted() {
    MeterRegistry meters = submitter.getBean(MeterRegistry.class);
    double answered =
        meters.find("asyncable.published").counters().stream().mapToDouble(Counter::count).sum();
    return answered >= submitted.sum();
  }

  @Override
  public void settle() {
    tables.settle();
    for (ConfigurableApplicationContext context : List.of(submitter, worker)) {
      context.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public void stop() {
    worker.stop();
  }

  @Override
  public boolean isDone() {
    return Stream.of("errand", "booking", "shared_booking", "asyncable_job")
        .map("select from %s where processed_at is null and canceled_at is null"::formatted)
        .noneMatch(tables::hold);
  }

  @Override
  public Cpu cpu() {
    return tables.cpu();
  }

  @Override
  public void close() {
    worker.close();
    submitter.close();
    tables.close();
  }
}
