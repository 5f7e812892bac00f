package io.asyncable.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.TcpProxy;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The logins of an application's pool. */
class BoundedLoginsTest {

  private final TcpProxy network = TcpProxy.before(PostgresServer.shared().port());
  private final BoundedLogins logins = new BoundedLogins(() -> Duration.ofSeconds(1));
  private final HikariDataSource pool = new HikariDataSource();

  BoundedLoginsTest() {
    pool.setJdbcUrl(
        PostgresServer.shared()
            .createDatabase()
            .replace(":" + PostgresServer.shared().port(), ":" + network.port()));
    pool.setUsername(PostgresServer.USER);
    // Otherwise the driver's first question is bounded, and those after it are not.
    pool.addDataSourceProperty("sslmode", "disable");
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(1_000);
  }

  @AfterEach
  void close() {
    pool.close();
    network.close();
  }

  @Test
  void aLoginThatFellSilentKeepsAPoolFromNoOtherOne() {
    logins.postProcessAfterInitialization(new DelegatingDataSource(pool), "dataSource");
    assertThat(asked()).isEqualTo("here");

    network.loseAll();
    pool.getHikariPoolMXBean().softEvictConnections();
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    network.recover();

    await().ignoreExceptions().until(() -> asked().equals("here"));
  }

  @Test
  void whatTheApplicationHasSetStays() {
    pool.addDataSourceProperty("loginTimeout", "7");
    logins.postProcessAfterInitialization(pool, "dataSource");
    assertThat(pool.getDataSourceProperties()).containsEntry("loginTimeout", "7");

    HikariDataSource byAddress = new HikariDataSource();
    byAddress.setJdbcUrl("jdbc:postgresql://somewhere/some?loginTimeout=7");
    logins.postProcessAfterInitialization(byAddress, "dataSource");
    assertThat(byAddress.getDataSourceProperties()).isEmpty();
  }

  private String asked() {
    return JdbcClient.create(pool).sql("select 'here'").query(String.class).single();
  }
}
