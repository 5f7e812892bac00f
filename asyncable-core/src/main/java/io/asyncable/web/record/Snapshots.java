package io.asyncable.web.record;

import io.asyncable.database.EngineDatabase;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;

/** Reads in one transaction, which does not see what others commit after its first statement. */
final class Snapshots {

  private final TransactionOperations transactions;

  Snapshots(EngineDatabase database, PlatformTransactionManager transactions) {
    this.transactions =
        database.reads(transactions, TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  <T> T read(Supplier<T> reads) {
    return Objects.requireNonNull(transactions.execute(status -> reads.get()));
  }

  void run(Runnable reads) {
    transactions.executeWithoutResult(status -> reads.run());
  }
}
