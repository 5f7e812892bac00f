package io.asyncable.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The application's database as the engine uses it. No statement of the engine waits for ever: the
 * server cancels a statement that is slow or waits for a lock, and the engine gives up a connection
 * on which nothing arrives for twice as long. The application's own statements on the same
 * connections, such as a handler's statement of ten minutes, have no such limits.
 */
public final class EngineDatabase {

  /** Both settings apply until the transaction ends. */
  private static final String BOUND_WAITS =
      "select set_config('lock_timeout', ?, true),"
          + " set_config('idle_in_transaction_session_timeout', ?, true)";

  private static final String TROUBLE =
      """
      select current_setting('transaction_read_only') = 'on' as read_only,
        pg_postmaster_start_time() as started,
        not exists (select 1 from pg_stat_activity where pid = ?) as ended
      """;

  private final DataSource application;
  private final DatabaseSettings settings;
  private final NamedParameterJdbcTemplate moving;
  private final NamedParameterJdbcTemplate reading;

  EngineDatabase(DataSource application, DatabaseSettings settings) {
    this.application = application;
    this.settings = settings;
    this.moving = template(settings.statementTimeout(), 0);
    this.reading = template(settings.readTimeout(), 0);
  }

  /** These connections with this read timeout. */
  public static DataSource bounded(DataSource connections, Duration longest) {
    return new BoundedConnections(connections, longest);
  }

  private NamedParameterJdbcTemplate template(Duration longest, int portion) {
    JdbcTemplate template = new JdbcTemplate(new BoundedConnections(application, silence(longest)));
    template.setQueryTimeout(seconds(longest));
    template.setFetchSize(portion > 0 ? portion : -1);
    return new NamedParameterJdbcTemplate(template);
  }

  /** The client for the short statements that move records. */
  public NamedParameterJdbcTemplate named() {
    return moving;
  }

  /** The same as a client. */
  public JdbcClient client() {
    return JdbcClient.create(moving);
  }

  /**
   * The client for reads of pages and reports and for pruning the history, which may take longer.
   */
  public NamedParameterJdbcTemplate reading() {
    return reading;
  }

  /** The same client; within a transaction it fetches this many rows at a time. */
  public NamedParameterJdbcTemplate readingInPortions(int rows) {
    return template(settings.readTimeout(), rows);
  }

  /** Transactions of the engine, with a limit for the whole, locks and commit included. */
  public TransactionOperations transactions(PlatformTransactionManager manager) {
    return new Bounded(
        manager, new DefaultTransactionDefinition(), settings.statementTimeout(), true);
  }

  /** The same for work that locks only its own rows, without an extra message to the server. */
  public TransactionOperations lightTransactions(PlatformTransactionManager manager) {
    return new Bounded(
        manager, new DefaultTransactionDefinition(), settings.statementTimeout(), false);
  }

  /**
   * The same for the reads of pages and reports, at an isolation of {@link TransactionDefinition}.
   */
  public TransactionOperations reads(PlatformTransactionManager manager, int isolation) {
    DefaultTransactionDefinition reading = new DefaultTransactionDefinition();
    reading.setReadOnly(true);
    reading.setIsolationLevel(isolation);
    return new Bounded(manager, reading, settings.readTimeout(), false);
  }

  /**
   * Runs statements of the engine in the present transaction, if any, and leaves its settings
   * unchanged.
   */
  public <T extends @Nullable Object> T within(Supplier<T> statements) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return statements.get();
    }
    Connection connection = DataSourceUtils.getConnection(application);
    try {
      int before = bound(connection, settings.statementTimeout());
      try {
        return statements.get();
      } finally {
        BoundedConnections.restore(connection, before);
      }
    } finally {
      DataSourceUtils.releaseConnection(connection, application);
    }
  }

  /** The same in a session of Hibernate's that keeps its connection, without a transaction. */
  public <T extends @Nullable Object> T within(Session session, Supplier<T> statements) {
    int before =
        session.doReturningWork(connection -> bound(connection, settings.statementTimeout()));
    try {
      return statements.get();
    } finally {
      session.doWork(connection -> BoundedConnections.restore(connection, before));
    }
  }

  /**
   * From now on only the engine uses the present transaction, if there is one: for the completion
   * and the commit.
   */
  public void boundToItsEnd() {
    boundToItsEnd(settings.statementTimeout());
  }

  private void boundToItsEnd(Duration longest) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return;
    }
    Connection connection = DataSourceUtils.getConnection(application);
    try {
      int before = bound(connection, longest);
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              BoundedConnections.restore(connection, before);
            }
          });
    } finally {
      DataSourceUtils.releaseConnection(connection, application);
    }
  }

  /**
   * Limits how long the present transaction waits for a lock, and how long it may be idle before
   * PostgreSQL ends it. Otherwise the locks of a session whose client was lost would stay for
   * hours.
   */
  public void boundWaits(Duration lock, Duration idle) {
    Object[] values = {lock.toMillis() + "ms", idle.toMillis() + "ms"};
    within(
        () -> {
          moving.getJdbcTemplate().query(BOUND_WAITS, row -> {}, values);
          return null;
        });
  }

  /**
   * Whether PostgreSQL cannot be written now, was started since that time, or has ended that
   * session. Asks on a connection of its own.
   *
   * @param session PostgreSQL's process that serves it
   */
  public boolean hadTroubleSince(Instant time, int session) {
    try {
      return moving
          .getJdbcTemplate()
          .query(
              TROUBLE,
              row -> {
                row.next();
                return row.getBoolean("read_only")
                    || row.getBoolean("ended")
                    || SqlTime.read(row, "started").isAfter(time);
              },
              session);
    } catch (DataAccessException failure) {
      return true;
    }
  }

  /** How long a connection may be silent before it is given up, in PostgreSQL's notation. */
  public String silence() {
    return silence(settings.statementTimeout()).toMillis() + "ms";
  }

  private static int bound(Connection connection, Duration longest) {
    try {
      return BoundedConnections.bound(connection, silence(longest));
    } catch (SQLException broken) {
      throw new DataAccessResourceFailureException("The connection is broken", broken);
    }
  }

  private static Duration silence(Duration longest) {
    return longest.multipliedBy(2);
  }

  private static int seconds(Duration longest) {
    return Math.toIntExact(longest.plusMillis(999).toSeconds());
  }

  /**
   * A transaction that is joined is somebody else's, and stays as it is. What fails is logged under
   * the name of Spring's own template, so that one setting silences it.
   */
  private final class Bounded implements TransactionOperations {

    private final TransactionTemplate transactions;
    private final Duration longest;
    private final boolean locking;

    Bounded(
        PlatformTransactionManager manager,
        TransactionDefinition how,
        Duration longest,
        boolean locking) {
      this.transactions = new TransactionTemplate(manager, how);
      this.longest = longest;
      this.locking = locking;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
      return transactions.execute(
          status -> {
            if (status.isNewTransaction()) {
              boundToItsEnd(longest);
              if (locking) {
                boundWaits(longest, silence(longest));
              }
            }
            return action.doInTransaction(status);
          });
    }
  }
}
