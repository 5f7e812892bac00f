package io.asyncable.worker;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * The heartbeat's own connection, as the application has configured its pool: with its schema, its
 * first statement, its driver's properties and the credentials that it has by now. Of a data source
 * that is no Hikari pool, however wrapped, it is one connection that is kept.
 */
final class HeartbeatPool {

  private static final int WAIT_MS = 2_000;
  private static final int VALIDATION_MS = 1_000;

  private HeartbeatPool() {}

  static HikariDataSource like(DataSource application) {
    HikariDataSource own = new HikariDataSource();
    HikariDataSource pool = hikari(application);
    if (pool == null) {
      own.setDataSource(application);
    } else {
      // The driver's properties are the same object: nothing may be put into them.
      pool.copyStateTo(own);
      own.setCredentialsProvider(() -> provider(application).getCredentials());
      boundLogins(own);
    }
    own.setPoolName("asyncable-heartbeat");
    own.setMaximumPoolSize(1);
    own.setMinimumIdle(1);
    own.setConnectionTimeout(WAIT_MS);
    own.setValidationTimeout(VALIDATION_MS);
    own.setInitializationFailTimeout(-1);
    own.setAutoCommit(true);
    own.setReadOnly(false);
    return own;
  }

  /** Of what the driver is told more than once in an address, the last holds. */
  private static void boundLogins(HikariDataSource own) {
    String url = own.getJdbcUrl();
    if (url != null && url.startsWith("jdbc:postgresql:")) {
      own.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "loginTimeout=" + WAIT_MS / 1_000);
    }
  }

  /** Asked at every login: a pool's credentials are changed while it runs, or the pool is. */
  private static HikariCredentialsProvider provider(DataSource application) {
    HikariDataSource pool = Objects.requireNonNull(hikari(application));
    HikariCredentialsProvider own = pool.getCredentialsProvider();
    return own != null ? own : pool::getCredentials;
  }

  private static @Nullable HikariDataSource hikari(DataSource application) {
    return DataSourceUnwrapper.unwrap(
        application, HikariConfigMXBean.class, HikariDataSource.class);
  }
}
