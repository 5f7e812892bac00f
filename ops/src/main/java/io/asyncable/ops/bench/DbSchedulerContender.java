package io.asyncable.ops.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.ops.account.Accounts;
import io.asyncable.test.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** db-scheduler with the settings that made it fastest here, on a pool as large as its threads. */
final class DbSchedulerContender implements Contender {

  private static final int THREADS = 16;

  private final Tables tables;
  private final HikariDataSource dataSource;
  private final OneTimeTask<Void> noOp;
  private final OneTimeTask<Void> updateByEntity;
  private final OneTimeTask<Void> updateBySql;
  private final Accounts accounts;
  private Scheduler scheduler;

  DbSchedulerContender(String url, Progress progress) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(PostgresServer.USER);
    pool.setMaximumPoolSize(THREADS + 10);
    // Makes its batches of inserts several times as fast.
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    dataSource = new HikariDataSource(pool);
    new ResourceDatabasePopulator(new ClassPathResource("benchmark/db-scheduler.sql"))
        .execute(dataSource);
    accounts = new Accounts(dataSource);
    tables = new Tables(url, "scheduled_tasks", "account");
    noOp = task("no-op", progress, number -> {});
    updateByEntity = task("update-by-entity", progress, accounts::bookByEntity);
    updateBySql = task("update-by-sql", progress, accounts::bookBySql);
    scheduler = newScheduler();
  }

  private static OneTimeTask<Void> task(String name, Progress progress, IntConsumer handler) {
    return Tasks.oneTime(name)
        .execute(
            (task, context) -> {
              int number = Integer.parseInt(task.getId());
              progress.begins(number);
              handler.accept(number);
            });
  }

  private Scheduler newScheduler() {
    return Scheduler.create(dataSource, noOp, updateByEntity, updateBySql)
        .threads(THREADS)
        .pollUsingLockAndFetch(4.0, 20.0)
        .pollingInterval(Duration.ofMillis(50))
        .enableImmediateExecution()
        .build();
  }

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public void clear() {
    tables.truncate();
  }

  @Override
  public void fill(Work work, int tasks) {
    if (work == Work.UPDATE || work == Work.UPDATE_FASTEST) {
      tables.execute(
          "insert into account select n, 0 from generate_series(0, %d) n".formatted(tasks - 1));
    }
    scheduler.scheduleBatch(
        IntStream.range(0, tasks).<TaskInstance<?>>mapToObj(number -> task(work, number)),
        Instant.now());
  }

  @Override
  public void submit(Work work, int number) {
    scheduler.schedule(task(work, number), Instant.now());
  }

  @Override
  public void enqueueAll(int jobs) {
    fill(Work.JOB, jobs);
  }

  private TaskInstance<Void> task(Work work, int number) {
    OneTimeTask<Void> kind =
        switch (work) {
          case NO_OP, JOB -> noOp;
          case UPDATE -> updateByEntity;
          case UPDATE_FASTEST -> updateBySql;
        };
    return kind.instance(Integer.toString(number));
  }

  @Override
  public boolean isSubmitted() {
    return true;
  }

  @Override
  public void settle() {
    tables.settle();
    dataSource.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public void start() {
    scheduler.start();
  }

  /** A scheduler that was stopped cannot be started again. */
  @Override
  public void stop() {
    scheduler.stop();
    scheduler = newScheduler();
  }

  @Override
  public boolean isDone() {
    return !tables.hold("select from scheduled_tasks");
  }

  @Override
  public Cpu cpu() {
    return tables.cpu();
  }

  @Override
  public void close() {
    accounts.close();
    dataSource.close();
    tables.close();
  }
}
