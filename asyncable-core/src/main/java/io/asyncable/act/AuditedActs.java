package io.asyncable.act;

import io.asyncable.Asyncables;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordRow;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * AuditedActs on one record in a person's name and writes that down with it. Whether the person
 * may, the caller has asked.
 */
public final class AuditedActs {

  private final Asyncables asyncables;
  private final ProcessTypes types;
  private final RecordList records;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final Clock clock;

  AuditedActs(
      Asyncables asyncables,
      ProcessTypes types,
      RecordList records,
      Audit audit,
      TransactionOperations transactions,
      Clock clock) {
    this.asyncables = asyncables;
    this.types = types;
    this.records = records;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Begins a new submission.
   *
   * @throws io.asyncable.ActionRefused if the record is running, or was never submitted
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public void restart(Actor actor, String type, String id) {
    act(
        "restart",
        actor,
        type,
        id,
        () -> {
          asyncables.restart(type, id, actor.name(), reason(actor));
          return true;
        });
  }

  /**
   * Lets the next attempt of a waiting record begin now.
   *
   * @throws io.asyncable.ActionRefused if it does not wait
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public void retryNow(Actor actor, String type, String id) {
    act(
        "retry",
        actor,
        type,
        id,
        () -> {
          asyncables.retryNow(type, id, actor.name(), reason(actor));
          return true;
        });
  }

  /**
   * Cancels the record.
   *
   * @return false if it was already processed or canceled, which is left as it is
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public boolean cancel(Actor actor, String type, String id) {
    return act(
        "cancel", actor, type, id, () -> asyncables.cancel(type, id, actor.name(), reason(actor)));
  }

  private static String reason(Actor actor) {
    return Objects.requireNonNullElse(actor.reason(), "");
  }

  /** An act that changed nothing leaves no entry, like one that was refused. */
  private boolean act(
      String action, Actor actor, String typeName, String id, BooleanSupplier work) {
    ProcessType type = types.named(typeName);
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              String before = words(type, id);
              boolean done = work.getAsBoolean();
              if (done) {
                audit.ofRecord(
                    actor,
                    action,
                    type.name(),
                    id,
                    new Change(before, words(type, id)),
                    clock.instant());
              }
              return done;
            }));
  }

  private @Nullable String words(ProcessType type, String id) {
    Optional<RecordRow> row = records.find(type, id, clock.instant());
    return row.map(AuditedActs::words).orElse(null);
  }

  /** The state and what tells it apart from others; not the error, which may be personal. */
  private static String words(RecordRow row) {
    String state = row.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return row.lastSubmittedAt() == null
        ? state
        : "%s, submitted at %s, %d attempts"
            .formatted(state, row.lastSubmittedAt(), row.attempts());
  }
}
