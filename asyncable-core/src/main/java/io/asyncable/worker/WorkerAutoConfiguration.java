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

/** Configures the heartbeat of this instance, the engine's clock, the duties and the troubles. */
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

  /**
   * Depends on the process types because their check explains best what is wrong with the schema.
   */
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

  /** Wraps the pool because a {@link DataSource} bean would compete with the application's. */
  record HeartbeatConnection(HikariDataSource dataSource) implements AutoCloseable {

    /**
     * Limits the time for a heartbeat. If one is not answered, there must be time for another on a
     * new connection before other workers declare this one dead.
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
