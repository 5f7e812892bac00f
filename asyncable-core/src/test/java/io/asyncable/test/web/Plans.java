package io.asyncable.test.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Explains, while it is told to, every query before it is run, with the same parameters. */
public final class Plans implements BeanPostProcessor {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
  private volatile boolean watching;

  /** The statements and plans of what is done meanwhile. */
  public List<String> during(Runnable work) {
    seen.clear();
    watching = true;
    try {
      work.run();
    } finally {
      watching = false;
    }
    return List.copyOf(seen);
  }

  /** The same, when something happens right after the first statement about invoices. */
  public List<String> during(Runnable work, Runnable afterTheFirst) {
    meanwhile.set(afterTheFirst);
    return during(work);
  }

  private void interfere(String sql) throws InterruptedException {
    Runnable act = sql.matches("(?s).*\\binvoice\\b.*") ? meanwhile.getAndSet(null) : null;
    if (act != null) {
      // On a connection of its own.
      Thread other = new Thread(act);
      other.start();
      other.join();
    }
  }

  /** Whether the plan reads the whole of a table that is big in production. */
  public static boolean isSlow(String plan) {
    return plan.contains("Seq Scan on parcel") || plan.contains("Seq Scan on asyncable_history");
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource source
        ? new DelegatingDataSource(source) {
          @Override
          public Connection getConnection() throws SQLException {
            return watched(super.getConnection());
          }
        }
        : bean;
  }

  private Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) ->
            watching
                    && result instanceof PreparedStatement statement
                    && arguments[0].toString().toLowerCase(Locale.ROOT).matches("(?s)\\W*select.*")
                ? explained(
                    statement,
                    connection.prepareStatement("explain " + arguments[0]),
                    arguments[0].toString())
                : result);
  }

  private PreparedStatement explained(
      PreparedStatement statement, PreparedStatement explain, String sql) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            Plans.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("set") && method.getParameterCount() > 1) {
                method.invoke(explain, arguments);
              } else if (method.getName().equals("executeQuery")) {
                seen.add(sql + "\n" + plan(explain));
                Object result = invoke(method, statement, arguments);
                interfere(sql);
                return result;
              }
              return invoke(method, statement, arguments);
            });
  }

  private static String plan(PreparedStatement explain) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (explain;
        ResultSet lines = explain.executeQuery()) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  private interface After {
    Object result(Method method, Object[] arguments, Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            Plans.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                after.result(method, arguments, invoke(method, target, arguments))));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
