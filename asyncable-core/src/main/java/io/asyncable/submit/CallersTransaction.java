package io.asyncable.submit;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import io.asyncable.database.EngineDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The caller's transaction, or a new one. Makes sure that its changes will be kept. */
final class CallersTransaction {

  private static final String AFTER_ITS_END =
      "The thread's transaction has already ended, as in a callback after the commit, so the changes of this call would be lost. Make the call before the commit, or in a transaction of its own: @Transactional(propagation = REQUIRES_NEW).";

  private static final String READ_ONLY =
      "This call writes, but its transaction is read-only. Remove readOnly = true, or make the call in a transaction of its own: @Transactional(propagation = REQUIRES_NEW).";

  private static final String ANOTHER_MANAGERS =
      "Another transaction manager began the transaction on the same DataSource, so this call cannot join it. Begin it with the JpaTransactionManager, which works for JDBC statements as well.";

  private final TransactionOperations transactions;
  private final EntityManager entities;

  CallersTransaction(
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EntityManagerFactory factory) {
    this.transactions = database.lightTransactions(transactions);
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
  }

  /** If the work throws anything, the transaction is rolled back. */
  <T> @Nullable T run(TransactionCallback<T> work) {
    return run(work, false);
  }

  /**
   * The same for work that has changed nothing when it is refused. The caller then decides about
   * the transaction; an exception that left the inner one would mark it for rollback.
   */
  <T> @Nullable T runUnlessRefused(TransactionCallback<T> work) {
    return run(work, true);
  }

  /**
   * Flushes changed entities, unless the transaction ends with the call. So a refusal of the
   * database is an exception of this call, and a session that flushes manually keeps the changes
   * too.
   */
  void flush(TransactionStatus status) {
    if (!status.isNewTransaction()) {
      entities.flush();
    }
  }

  private <T> @Nullable T run(TransactionCallback<T> work, boolean refusedUnchanged) {
    Returned<T> outcome = begin(status -> outcome(work, refusedUnchanged, status));
    if (outcome.refusal != null) {
      throw outcome.refusal;
    }
    return outcome.value;
  }

  private <T> Returned<T> outcome(
      TransactionCallback<T> work, boolean refusedUnchanged, TransactionStatus status) {
    String obstacle = obstacle();
    if (obstacle != null) {
      return refused(new IllegalTransactionStateException(obstacle), status);
    }
    try {
      return new Returned<>(work.doInTransaction(status), null);
    } catch (ActionRefused | UnknownRecord refusal) {
      if (refusedUnchanged) {
        return refused(refusal, status);
      }
      throw refusal;
    }
  }

  private static <T> Returned<T> refused(RuntimeException refusal, TransactionStatus status) {
    if (status.isNewTransaction()) {
      status.setRollbackOnly();
    }
    return new Returned<>(null, refusal);
  }

  private <T> Returned<T> begin(TransactionCallback<Returned<T>> work) {
    try {
      return transactions.execute(work);
    } catch (CannotCreateTransactionException failure) {
      // The connection of the other one stands where this one's would be bound.
      if (failure.getCause() instanceof IllegalStateException
          && TransactionSynchronizationManager.isActualTransactionActive()) {
        throw new IllegalTransactionStateException(ANOTHER_MANAGERS, failure);
      }
      throw failure;
    }
  }

  /**
   * Why the transaction could keep no change, if so. In callbacks after its end the transaction is
   * still bound to the thread, and Spring joins it: later changes would never be flushed, and
   * references never sent.
   */
  private @Nullable String obstacle() {
    if (!entities.isJoinedToTransaction()) {
      return AFTER_ITS_END;
    }
    return TransactionSynchronizationManager.isCurrentTransactionReadOnly() ? READ_ONLY : null;
  }

  private record Returned<T>(@Nullable T value, @Nullable RuntimeException refusal) {}
}
