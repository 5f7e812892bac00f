package io.asyncable.worker;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.AsyncableProperties;
import io.asyncable.record.ProcessTypes;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The heartbeat of this instance and the engine's clock. */
@AutoConfiguration(afterName = "io.asyncable.record.RecordAutoConfiguration")
class WorkerAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EngineClock asyncableClock() {
    return new EngineClock(Clock.systemUTC());
  }

  /** Depends on the process types because their check says best what is wrong with the schema. */
  @Bean
  Heartbeat asyncableHeartbeat(
      HeartbeatConnection connection,
      EngineClock clock,
      AsyncableProperties properties,
      ProcessTypes checked,
      ObjectProvider<WorkerListener> listeners) {
    String name = properties.worker().name();
    return new Heartbeat(
        new WorkerRows(JdbcClient.create(connection.dataSource())),
        clock,
        properties.worker(),
        name != null ? name : hostAndProcess(),
        Duties.of(properties),
        listeners);
  }

  @Bean
  KnownWorkers asyncableKnownWorkers(DataSource dataSource) {
    return new KnownWorkers(JdbcClient.create(dataSource));
  }

  @Bean(destroyMethod = "close")
  HeartbeatConnection asyncableHeartbeatConnection(DataSource dataSource) {
    HikariDataSource own =
        DataSourceBuilder.derivedFrom(dataSource).type(HikariDataSource.class).build();
    own.setPoolName("asyncable-heartbeat");
    own.setMaximumPoolSize(1);
    own.setConnectionTimeout(2_000);
    own.setInitializationFailTimeout(-1);
    // A server that vanished without a word must not hold the heartbeat for the minutes TCP would.
    own.addDataSourceProperty("socketTimeout", "10");
    return new HeartbeatConnection(own);
  }

  /** Not a {@link DataSource} bean, so that the application's stays the only one. */
  record HeartbeatConnection(HikariDataSource dataSource) implements AutoCloseable {
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
