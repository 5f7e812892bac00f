package io.asyncable.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The application's connections, with a read timeout while the engine holds one outside a
 * transaction. A read from a connection that silently fell dead then ends. The connection gets its
 * former timeout back when the engine returns it.
 *
 * <p>For Spring it is the application's own data source, so a transaction's connection is found and
 * used as it is: {@link EngineDatabase} bounds those.
 */
final class BoundedConnections extends DelegatingDataSource implements InfrastructureProxy {

  private static final Logger log = LoggerFactory.getLogger(BoundedConnections.class);

  private final DataSource application;
  private final Duration longest;

  BoundedConnections(DataSource application, Duration longest) {
    super(application);
    this.application = application;
    this.longest = longest;
  }

  @Override
  public Object getWrappedObject() {
    return application;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = application.getConnection();
    try {
      int before = bound(connection, longest);
      return restoring(connection, before);
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  /** Sets the read timeout of this connection, and returns the former one, in ms. */
  static int bound(Connection connection, Duration longest) throws SQLException {
    int before = connection.getNetworkTimeout();
    int wanted = Math.toIntExact(longest.toMillis());
    if (before == 0 || before > wanted) {
      connection.setNetworkTimeout(Runnable::run, wanted);
    }
    return before;
  }

  static void restore(Connection connection, int before) {
    try {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    } catch (SQLException broken) {
      log.debug("The pool finds out that this connection is broken", broken);
    }
  }

  private static Connection restoring(Connection connection, int before) {
    return (Connection)
        Proxy.newProxyInstance(
            BoundedConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                restore(connection, before);
                connection.close();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
