package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.TcpProxy;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The heartbeat's connection is as the application has configured its pool. */
class HeartbeatPoolTest {

  private final HikariDataSource pool = new HikariDataSource();
  private HikariDataSource own = pool;

  @BeforeEach
  void configure() {
    pool.setJdbcUrl(PostgresServer.shared().createDatabase());
    pool.setUsername(PostgresServer.USER);
    pool.setMaximumPoolSize(1);
    pool.setConnectionInitSql("set work_mem = '7MB'");
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    pool.addDataSourceProperty("ApplicationName", "billing");
    pool.addDataSourceProperty("currentSchema", "mine");
  }

  @AfterEach
  void close() {
    own.close();
    pool.close();
  }

  @Test
  void keepsTheFirstStatementTheIsolationAndTheDriversProperties() {
    own = HeartbeatPool.like(pool);

    assertThat(asked("show work_mem")).isEqualTo("7MB");
    assertThat(asked("show application_name")).isEqualTo("billing");
    assertThat(asked("show transaction_isolation")).isEqualTo("repeatable read");
    assertThat(asked("show search_path")).isEqualTo("mine");
    assertThat(pool.getDataSourceProperties()).doesNotContainKey("loginTimeout");
  }

  @Test
  void logsInWithTheCredentialsThatThePoolHasByThen() {
    own = HeartbeatPool.like(new DelegatingDataSource(pool));
    assertThat(asked("select current_user")).isEqualTo(PostgresServer.USER);
    JdbcClient.create(pool)
        .sql("do 'begin create role rotated login; exception when others then null; end'")
        .update();

    pool.getHikariConfigMXBean().setUsername("rotated");
    own.getHikariPoolMXBean().softEvictConnections();

    assertThat(asked("select current_user")).isEqualTo("rotated");
  }

  @Test
  void keepsOneConnectionOfADataSourceThatIsNoPool() throws SQLException {
    DataSource plain =
        new SimpleDriverDataSource(
            DriverManager.getDriver(pool.getJdbcUrl()), pool.getJdbcUrl(), PostgresServer.USER, "");
    own = HeartbeatPool.like(plain);

    assertThat(asked("select pg_backend_pid()::text"))
        .isEqualTo(asked("select pg_backend_pid()::text"));
  }

  @Test
  void logsInAgainAfterALoginThatFellSilent() {
    try (TcpProxy network = TcpProxy.before(PostgresServer.shared().port())) {
      String url = pool.getJdbcUrl();
      pool.setJdbcUrl(url.replace(":" + PostgresServer.shared().port(), ":" + network.port()));
      pool.addDataSourceProperty("sslmode", "disable");
      own = HeartbeatPool.like(pool);
      network.loseAll();
      assertThatThrownBy(() -> own.getConnection()).isInstanceOf(SQLException.class);
      network.recover();

      await().ignoreExceptions().until(() -> asked("select 'here'").equals("here"));
    }
  }

  private String asked(String sql) {
    return JdbcClient.create(own).sql(sql).query(String.class).single();
  }
}
