package io.asyncable.start;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.asyncable.Causes;
import io.asyncable.ConfigurationProblem;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * Stops the start if the database cannot be reached, before pool, Liquibase and Hibernate each log
 * a stack trace. It connects with the pool's own driver and settings, as the pool would.
 */
final class DatabaseReached {

  DatabaseReached(BoundSettings first, DataSource dataSource) {
    HikariDataSource pool =
        DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class);
    if (pool != null && !pool.isRunning() && pool.getJdbcUrl() != null) {
      check(pool);
    }
  }

  private static void check(HikariDataSource pool) {
    try {
      new DriverDataSource(
              pool.getJdbcUrl(),
              pool.getDriverClassName(),
              pool.getDataSourceProperties(),
              pool.getUsername(),
              pool.getPassword())
          .getConnection()
          .close();
    } catch (SQLException unreachable) {
      throw new ConfigurationProblem(sentence(pool, unreachable));
    } catch (RuntimeException refusedByDriver) {
      throw new ConfigurationProblem(
          "The PostgreSQL driver cannot read spring.datasource.url=%s. Write it as jdbc:postgresql://host:5432/database."
              .formatted(DatabaseAddress.shown(pool.getJdbcUrl())));
    }
  }

  private static String sentence(HikariDataSource pool, SQLException failure) {
    String remedy =
        Causes.of(failure).stream().anyMatch(UnknownHostException.class::isInstance)
            ? "The host is unknown. Correct spring.datasource.url, or check the name service (DNS)."
            : remedy(String.valueOf(failure.getSQLState()));
    return "The application cannot use PostgreSQL at %s as the user %s: %s %s"
        .formatted(
            DatabaseAddress.shown(pool.getJdbcUrl()),
            user(pool.getUsername()),
            asSentence(failure.getMessage()),
            remedy);
  }

  private static String user(@Nullable String configured) {
    return configured == null || configured.isEmpty() ? "of this process" : configured;
  }

  private static String asSentence(@Nullable String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line : line + ".";
  }

  private static String remedy(String state) {
    return switch (state) {
      case "28P01", "28000" ->
          "Correct spring.datasource.username and spring.datasource.password, or check pg_hba.conf.";
      case "3D000" -> "Create that database, or correct spring.datasource.url.";
      case "42501" -> "Grant that user the right to connect.";
      case "53300" -> "Raise max_connections, or reduce the number of connection pools.";
      default ->
          "Check that PostgreSQL runs and can be reached from this machine, or correct spring.datasource.url; then start again.";
    };
  }
}
