package io.asyncable.dispatch;

import io.asyncable.record.Causes;
import io.asyncable.record.ErrorDetails;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
 * Repeats a statement for as long as the database is away, busy, or does not take it for a reason
 * that does not lie in what is to be written: a server that has become read-only, say.
 */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /**
   * Classes of SQL states that say what is wrong with the statement or its data: cardinality, data,
   * constraint, triggered change, syntax and privileges, check option, limits, raised by a trigger.
   */
  private static final Set<String> REFUSED = Set.of("21", "22", "23", "27", "42", "44", "54", "P0");

  /** A statement that may be repeated. */
  interface Work<T> extends Retryable<T> {}

  private final RetryTemplate retries;

  /** Repeats without end. */
  Patience() {
    this(Long.MAX_VALUE);
  }

  Patience(long repeats) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .predicate(Patience::mayPass)
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
            log.warn("Not written yet, trying again: {}", ErrorDetails.line(failure));
          }
        });
  }

  /** Whether the same may go through another time. */
  private static boolean mayPass(Throwable failure) {
    return sqlCause(failure)
        .map(sql -> sql.getSQLState() == null || !isRefused(sql.getSQLState()))
        .orElseGet(
            () ->
                failure instanceof TransientDataAccessException
                    || failure instanceof DataAccessResourceFailureException
                    || failure instanceof CannotCreateTransactionException
                    || failure instanceof OptimisticLockException);
  }

  private static boolean isRefused(String state) {
    return REFUSED.stream().anyMatch(state::startsWith);
  }

  /** What the database, or the way to it, has to do with a failure. */
  static Optional<SQLException> sqlCause(Throwable failure) {
    return Causes.of(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  /**
   * Runs it until it goes through.
   *
   * @throws RuntimeException what the statement threw, if repeating cannot help, has not helped or
   *     the thread was interrupted
   */
  <T> T untilWritten(String what, Work<T> work) {
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
