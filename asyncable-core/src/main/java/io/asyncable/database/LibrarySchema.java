package io.asyncable.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.springframework.beans.factory.InitializingBean;

/**
 * Applies the library's own changelog at start. This is not a {@code SpringLiquibase}, because
 * Spring Boot would then create none for the application.
 */
public final class LibrarySchema implements InitializingBean {

  private static final String CHANGELOG = "io/asyncable/migrations/changelog.yaml";

  private final DataSource dataSource;

  LibrarySchema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void afterPropertiesSet() throws Exception {
    // Liquibase talks to the console unless told to log.
    Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), this::update);
  }

  private void update() throws SQLException, LiquibaseException {
    LockTable.attempt(dataSource, database -> {});
    try (Connection connection = dataSource.getConnection()) {
      int before = connection.getNetworkTimeout();
      // Creating an index may take longer than the connection's read timeout.
      connection.setNetworkTimeout(Runnable::run, 0);
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      Liquibase liquibase = new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database);
      liquibase.setShowSummary(UpdateSummaryEnum.OFF);
      liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
      liquibase.update(new Contexts());
      connection.setNetworkTimeout(Runnable::run, before);
    }
  }
}
