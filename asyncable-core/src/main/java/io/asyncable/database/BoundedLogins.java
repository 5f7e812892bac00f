package io.asyncable.database;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * Sets a login timeout for the application's pool if the application has set none. Otherwise the
 * driver waits for the answer to a login for ever. A pool makes one connection at a time, so after
 * one login on a silent connection it would never have a new connection.
 */
final class BoundedLogins implements BeanPostProcessor {

  private static final String LOGIN_TIMEOUT = "loginTimeout";

  private final Supplier<Duration> longest;

  BoundedLogins(Supplier<Duration> longest) {
    this.longest = longest;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource source) {
      HikariDataSource pool =
          DataSourceUnwrapper.unwrap(source, HikariConfigMXBean.class, HikariDataSource.class);
      if (pool != null && !pool.isRunning() && isUnbounded(pool)) {
        long seconds = longest.get().plusMillis(999).toSeconds();
        pool.addDataSourceProperty(LOGIN_TIMEOUT, String.valueOf(seconds));
      }
    }
    return bean;
  }

  private static boolean isUnbounded(HikariDataSource pool) {
    String url = pool.getJdbcUrl();
    return url != null
        && url.startsWith("jdbc:postgresql:")
        && !url.contains(LOGIN_TIMEOUT + "=")
        && !pool.getDataSourceProperties().containsKey(LOGIN_TIMEOUT);
  }
}
