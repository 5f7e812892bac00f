package io.asyncable.dispatch;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Repeats a statement for as long as the database is away or busy. */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /** A statement that may be repeated. */
  interface Work<T> extends Retryable<T> {}

  private final RetryTemplate retries;

  Patience() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .includes(
                TransientDataAccessException.class,
                DataAccessResourceFailureException.class,
                CannotGetJdbcConnectionException.class,
                CannotCreateTransactionException.class,
                TransactionSystemException.class)
            .maxRetries(Long.MAX_VALUE)
            .delay(Duration.ofMillis(100))
            .multiplier(2)
            .maxDelay(Duration.ofSeconds(2))
            .build();
    retries = new RetryTemplate(policy);
    retries.setRetryListener(
        new RetryListener() {
          @Override
          public void onRetryFailure(RetryPolicy policy, Retryable<?> work, Throwable failure) {
            log.warn("The database is away, trying again: {}", failure.toString());
          }
        });
  }

  /**
   * Runs it until it goes through.
   *
   * @throws RuntimeException what the statement threw, if repeating cannot help or the thread was
   *     interrupted
   */
  <T> T untilWritten(String what, Work<T> work) {
    try {
      return retries.execute(work);
    } catch (RetryException givenUp) {
      if (givenUp.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Could not write " + what, givenUp);
    }
  }
}
