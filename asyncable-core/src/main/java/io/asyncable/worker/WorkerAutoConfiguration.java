package io.asyncable.worker;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.type.ProcessTypes;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The heartbeat of this instance and the engine's clock. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@EnableConfigurationProperties(WorkerSettings.class)
@Import({
  Heartbeat.class,
  Troubles.class,
  PoolWatch.class,
  TroubleRows.class,
  DutyRows.class,
  KnownWorkers.class
})
class WorkerAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EngineClock asyncableClock() {
    return new EngineClock(Clock.systemUTC());
  }

  @Bean
  Duties asyncableDuties(EngineClock clock, AsyncableProperties instance) {
    return new Duties(instance.roles(), clock);
  }

  @Bean
  Instance asyncableInstance(WorkerSettings settings, AsyncableProperties instance) {
    return Instance.of(settings, instance);
  }

  /** Depends on the process types because their check says best what is wrong with the schema. */
  @Bean
  WorkerRows asyncableWorkerRows(
      HeartbeatConnection connection, WorkerSettings settings, ProcessTypes checked) {
    return new WorkerRows(JdbcClient.create(connection.bounded(settings)));
  }

  @Bean
  Duty asyncableHeartbeatDuty(Heartbeat worker) {
    return worker.duty();
  }

  @Bean
  EngineThreads asyncableEngineThreads(Heartbeat worker, WorkerSettings settings, Duties duties) {
    return new EngineThreads(worker::giveUpEpoch, settings.deadAfter(), Thread::new, duties);
  }

  @Bean
  Duty asyncablePoolWatchDuty(PoolWatch watch) {
    return watch.duty();
  }

  @Bean(destroyMethod = "close")
  HeartbeatConnection asyncableHeartbeatConnection(DataSource dataSource) {
    return new HeartbeatConnection(HeartbeatPool.like(dataSource));
  }

  /** Not a {@link DataSource} bean, so that the application's stays the only one. */
  record HeartbeatConnection(HikariDataSource dataSource) implements AutoCloseable {

    /**
     * A heartbeat that is not answered must leave time for another one, on a new connection, before
     * the others take this worker for dead.
     */
    DataSource bounded(WorkerSettings settings) {
      Duration half = settings.deadAfter().minus(settings.heartbeat()).dividedBy(2);
      Duration least = Duration.ofSeconds(1);
      return EngineDatabase.bounded(dataSource, half.compareTo(least) > 0 ? half : least);
    }

    @Override
    public void close() {
      dataSource.close();
    }
  }
}
