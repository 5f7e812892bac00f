package io.asyncable.database;

import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import io.asyncable.text.FailureLog;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Repeats a statement while the database is away, busy, or refuses the statement for a reason other
 * than the data, for example because the server has become read-only.
 */
public final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /**
   * Classes of SQL states that mean that the data is wrong: cardinality, data, constraint,
   * triggered change, check option, limits, raised by a trigger.
   */
  private static final Set<String> OF_DATA = Set.of("21", "22", "23", "27", "44", "54", "P0");

  /** SQL states that mean that the table is wrong: it has another name, or a right was revoked. */
  private static final String OF_TABLE = "42";

  /** A statement that may be repeated. */
  public interface Work<T> extends Retryable<T> {}

  private final RetryTemplate retries;

  /** Repeats for ever. */
  public Patience() {
    this(Long.MAX_VALUE);
  }

  public Patience(long repeats) {
    this(
        repeats,
        Patience::mayPass,
        new FailureLog(log, "Writing failed {} and is tried again: {}")::failed);
  }

  /**
   * Repeats for ever while every statement would fail; throws a failure that concerns one type
   * only.
   */
  public static Patience withServer(Consumer<Throwable> told) {
    return new Patience(
        Long.MAX_VALUE, failure -> DatabaseTrouble.stoppingAll(failure).isPresent(), told);
  }

  private Patience(long repeats, Predicate<Throwable> passes, Consumer<Throwable> told) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .predicate(passes)
            .maxRetries(repeats)
            .delay(Duration.ofMillis(100))
            .multiplier(2)
            .maxDelay(Duration.ofSeconds(2))
            .build();
    retries = new RetryTemplate(policy);
    retries.setRetryListener(
        new RetryListener() {
          @Override
          public void onRetryFailure(RetryPolicy policy, Retryable<?> work, Throwable failure) {
            told.accept(failure);
          }
        });
  }

  /** Whether the same statement may succeed later. */
  private static boolean mayPass(Throwable failure) {
    return sqlCause(failure)
        .map(sql -> !isOneOf(OF_DATA, sql) && !isOneOf(Set.of(OF_TABLE), sql))
        .orElseGet(
            () ->
                failure instanceof TransientDataAccessException
                    || failure instanceof DataAccessResourceFailureException
                    || failure instanceof CannotCreateTransactionException
                    || failure instanceof OptimisticLockException);
  }

  /** Whether the data is wrong. */
  public static boolean isRefused(Throwable failure) {
    return sqlCause(failure).filter(sql -> isOneOf(OF_DATA, sql)).isPresent();
  }

  private static boolean isOneOf(Set<String> states, SQLException failure) {
    String state = failure.getSQLState();
    return state != null && states.stream().anyMatch(state::startsWith);
  }

  /** The SQL cause of a failure. */
  public static Optional<SQLException> sqlCause(Throwable failure) {
    return Causes.of(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  /**
   * Runs the statement until it succeeds.
   *
   * @throws RuntimeException what the statement threw, if repeating cannot help, has not helped or
   *     the thread was interrupted
   */
  public <T> T untilWritten(String what, Work<T> work) {
    try {
      return retries.execute(work);
    } catch (RetryException givenUp) {
      if (givenUp.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (givenUp.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("Could not write " + what, givenUp);
    }
  }
}
