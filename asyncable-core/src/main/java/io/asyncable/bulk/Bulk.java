package io.asyncable.bulk;

import io.asyncable.ActionRefused;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Act;
import io.asyncable.text.Plural;
import io.asyncable.worker.EngineClock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Begins and resumes bulk actions. */
public final class Bulk {

  /** The largest number of records of one action. */
  public static final int LARGEST = 100_000;

  private final BulkActions actions;
  private final SelectedRecords records;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  Bulk(
      BulkActions actions,
      SelectedRecords records,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.actions = actions;
    this.records = records;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /** The person in whose name an action goes on. An act on many records needs a reason. */
  public record Person(String name, Via via, String reason) {

    private Actor actor() {
      return new Actor(name, via, reason);
    }

    private Change replaces(@Nullable String before) {
      return new Change(before, "by %s: %s".formatted(name, reason));
    }
  }

  /**
   * What somebody asks for.
   *
   * @param selection what is selected, in words
   * @param list the address of the list that it was selected in
   */
  public record Request(Act act, Person by, String selection, String list) {

    private Change change(int records) {
      return new Change(null, "%s: %s".formatted(Plural.of(records, "record"), selection));
    }
  }

  /**
   * Fixes which records are selected at this moment and begins to act on them in the background.
   *
   * @return empty if none is
   */
  public Optional<BulkAction> begin(Request request, Selected selected) {
    return Optional.ofNullable(
        transactions.execute(
            status -> {
              BulkAction bulk = actions.submit(request);
              int added = records.addTo(bulk.id(), selected);
              if (added == 0) {
                status.setRollbackOnly();
                return null;
              }
              bulk.counted(added);
              String action = "bulk " + request.act().word();
              write(request.by(), action, bulk.id(), request.change(added));
              return bulk;
            }));
  }

  /**
   * Resumes an action with the records that are left, from then on in this person's name. The
   * caller has checked that the person may act on all {@link BulkActions#openTypes}.
   *
   * @throws ActionRefused if it has not ended, or nothing is left
   */
  public void resume(UUID id, Person by) {
    transactions.executeWithoutResult(
        status -> {
          actions.restart(id, by);
          if (actions.openTypes(id).isEmpty()) {
            throw new ActionRefused("This bulk action has no records left.");
          }
          BulkAction bulk = actions.find(id).orElseThrow();
          Change change = by.replaces("by %s: %s".formatted(bulk.actor(), bulk.reason()));
          bulk.takenOver(by);
          write(by, "resume", id, change);
        });
  }

  private void write(Person by, String action, UUID id, Change change) {
    audit.ofRecord(by.actor(), action, BulkActions.TYPE, id.toString(), change, clock.instant());
  }

  /** The records that this act would include, by type, age and error. */
  public BulkPreview preview(Act act, Selected selected) {
    return records.preview(act, selected);
  }
}
