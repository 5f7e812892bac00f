package io.asyncable.bulk;

import io.asyncable.ActionRefused;
import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.DatabaseTrouble;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.UnknownRecord;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.bulk.BulkItems.Item;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Act;
import io.asyncable.operate.AuditedActs;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.Plural;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Processes the records of a bulk action, one transaction each, at the configured rate. The outcome
 * of a record is written together with the act, so after any interruption the next attempt
 * continues where the last one stopped.
 */
final class RunBulkAction implements AsyncableHandler<BulkAction> {

  private static final int STEP = 100;

  private final BulkItems items;
  private final AuditedActs acts;
  private final TransactionOperations transactions;
  private final BulkPace pace;
  private final EngineClock clock;

  RunBulkAction(
      BulkItems items,
      AuditedActs acts,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      BulkPace pace,
      EngineClock clock) {
    this.items = items;
    this.acts = acts;
    this.transactions = database.transactions(transactions);
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public void process(BulkAction bulk, Attempt attempt) {
    List<Item> step = items.open(bulk.id(), STEP);
    while (!step.isEmpty()) {
      for (Item item : step) {
        pace.await();
        if (!act(bulk, attempt.submission(), item)) {
          return;
        }
      }
      step = items.open(bulk.id(), STEP);
    }
  }

  /** False if the action was stopped. */
  private boolean act(BulkAction bulk, Instant submission, Item item) {
    try {
      // Prepared before the transaction, because a pool may have a single connection.
      Actor actor = new Actor(bulk.actor(), Via.BULK, bulk.reason());
      BooleanSupplier act = acts.prepared(bulk.act(), actor, item.type(), item.record());
      return Boolean.TRUE.equals(
          transactions.execute(
              status -> {
                boolean wanted = items.lockWanted(bulk.id(), submission);
                // The outcome is written first. That locks the item against an older attempt that
                // was taken for dead.
                if (wanted && close(bulk, item, BulkOutcome.DONE, null) && !act.getAsBoolean()) {
                  throw new ActionRefused(Act.nothingChanged(item.type() + " " + item.record()));
                }
                return wanted;
              }));
    } catch (ActionRefused | UnknownRecord refused) {
      close(bulk, item, BulkOutcome.REFUSED, refused.getMessage());
    } catch (RuntimeException failure) {
      if (DatabaseTrouble.of(failure).isPresent()
          || failure instanceof ConcurrencyFailureException) {
        // The record is not to blame, so the whole action is tried again.
        throw failure;
      }
      close(bulk, item, BulkOutcome.FAILED, ErrorDetails.of(failure).summary());
    }
    return true;
  }

  private boolean close(BulkAction bulk, Item item, BulkOutcome outcome, @Nullable String message) {
    return items.close(bulk.id(), item, outcome, message, clock.instant());
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.NONE.submittedBy("actor");
  }

  @Override
  public RecordDescription describe(BulkAction bulk) {
    return new RecordDescription(
            bulk.act().title(Plural.of(bulk.records(), "record")), "/jobs/bulk/" + bulk.id())
        .fact("Selection", bulk.selection())
        .fact("Reason", bulk.reason());
  }
}
