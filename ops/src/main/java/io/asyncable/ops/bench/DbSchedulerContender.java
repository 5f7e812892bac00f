package io.asyncable.ops.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.test.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** db-scheduler with the settings that made it fastest here, on a pool as large as its threads. */
final class DbSchedulerContender implements Contender {

  private static final int THREADS = 16;

  private final Tables tables;
  private final HikariDataSource dataSource;
  private final OneTimeTask<Void> noOp;
  private final OneTimeTask<Void> update;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private Scheduler scheduler;

  DbSchedulerContender(String url, Progress progress) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(PostgresServer.USER);
    pool.setMaximumPoolSize(THREADS + 10);
    dataSource = new HikariDataSource(pool);
    new ResourceDatabasePopulator(new ClassPathResource("benchmark/db-scheduler.sql"))
        .execute(dataSource);
    jdbc = new JdbcTemplate(dataSource);
    transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    tables = new Tables(url, "scheduled_tasks", "account");
    noOp =
        Tasks.oneTime("no-op")
            .execute((task, context) -> progress.begins(Integer.parseInt(task.getId())));
    update =
        Tasks.oneTime("update")
            .execute(
                (task, context) -> {
                  int number = Integer.parseInt(task.getId());
                  progress.begins(number);
                  book(number);
                });
    scheduler = newScheduler();
  }

  private Scheduler newScheduler() {
    return Scheduler.create(dataSource, noOp, update)
        .threads(THREADS)
        .pollUsingLockAndFetch(4.0, 20.0)
        .pollingInterval(Duration.ofMillis(50))
        .enableImmediateExecution()
        .build();
  }

  /** Spring's JDBC in a transaction, without the costs of an entity. */
  private void book(int number) {
    transactions.executeWithoutResult(
        status -> jdbc.update("update account set amount = amount + 1 where id = ?", number));
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
    if (work != Work.NO_OP) {
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

  private TaskInstance<Void> task(Work work, int number) {
    return (work == Work.NO_OP ? noOp : update).instance(Integer.toString(number));
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
    dataSource.close();
    tables.close();
  }
}
