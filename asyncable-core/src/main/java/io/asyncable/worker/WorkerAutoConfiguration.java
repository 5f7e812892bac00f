package io.asyncable.worker;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.type.ProcessTypes;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The heartbeat of this instance and the engine's clock. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
class WorkerAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EngineClock asyncableClock() {
    return new EngineClock(Clock.systemUTC());
  }

  @Bean
  Duties asyncableDuties(EngineClock clock, AsyncableProperties properties) {
    return new Duties(properties.roles(), clock);
  }

  /** Depends on the process types because their check says best what is wrong with the schema. */
  @Bean
  Heartbeat asyncableHeartbeat(
      HeartbeatConnection connection,
      EngineClock clock,
      AsyncableProperties properties,
      ProcessTypes checked,
      ObjectProvider<WorkerListener> listeners,
      Duties duties) {
    String name = properties.worker().name();
    return new Heartbeat(
        new WorkerRows(JdbcClient.create(connection.bounded(properties.worker()))),
        clock,
        properties.worker(),
        Instance.of(name != null ? name : hostAndProcess(), properties),
        listeners,
        duties);
  }

  @Bean
  Duty asyncableHeartbeatDuty(Heartbeat worker) {
    return worker.duty();
  }

  @Bean
  EngineThreads asyncableEngineThreads(
      Heartbeat worker, AsyncableProperties properties, Duties duties) {
    return new EngineThreads(
        worker::giveUpEpoch, properties.worker().deadAfter(), Thread::new, duties);
  }

  @Bean
  Troubles asyncableTroubles(EngineClock clock) {
    return new Troubles(clock);
  }

  @Bean
  PoolWatch asyncablePoolWatch(EngineDatabase database, Troubles troubles, Duties duties) {
    return new PoolWatch(database.client(), troubles, duties);
  }

  @Bean
  Duty asyncablePoolWatchDuty(PoolWatch watch) {
    return watch.duty();
  }

  @Bean
  TroubleRows asyncableTroubleRows(Troubles troubles, EngineDatabase database) {
    return new TroubleRows(troubles, database.client());
  }

  @Bean
  DutyRows asyncableDutyRows(Duties duties, EngineDatabase database) {
    return new DutyRows(duties, database.client());
  }

  @Bean
  KnownWorkers asyncableKnownWorkers(EngineDatabase database) {
    return new KnownWorkers(database.client());
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
    DataSource bounded(AsyncableProperties.Worker settings) {
      Duration half = settings.deadAfter().minus(settings.heartbeat()).dividedBy(2);
      Duration least = Duration.ofSeconds(1);
      return EngineDatabase.bounded(dataSource, half.compareTo(least) > 0 ? half : least);
    }

    @Override
    public void close() {
      dataSource.close();
    }
  }

  private static String hostAndProcess() {
    long process = ManagementFactory.getRuntimeMXBean().getPid();
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + process;
    } catch (UnknownHostException unnamed) {
      return "localhost:" + process;
    }
  }
}
