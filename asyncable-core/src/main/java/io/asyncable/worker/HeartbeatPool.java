package io.asyncable.worker;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * Creates the heartbeat's pool of one connection. It copies the configuration of the application's
 * Hikari pool: schema, first statement, driver properties and current credentials. If the
 * application's data source is no Hikari pool, even when unwrapped, the connection comes from that
 * data source.
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
      // Both pools share the object with the driver's properties, so do not add to it.
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

  /** If an address sets a parameter twice, the driver uses the last value. */
  private static void boundLogins(HikariDataSource own) {
    String url = own.getJdbcUrl();
    if (url != null && url.startsWith("jdbc:postgresql:")) {
      own.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "loginTimeout=" + WAIT_MS / 1_000);
    }
  }

  /**
   * Reads the credentials at every login, because the application may change them, or replace its
   * pool.
   */
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
