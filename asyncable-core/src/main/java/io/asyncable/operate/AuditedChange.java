package io.asyncable.operate;

import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Act;
import io.asyncable.move.Acts.Acted;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.text.Plural;
import io.asyncable.text.Times;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Changes one record, and writes the audit entry of it in the same transaction. */
final class AuditedChange {

  private static final Set<State> WAITING = EnumSet.of(State.QUEUED, State.RETRYING);

  private final RecordList records;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  AuditedChange(
      RecordList records,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.records = records;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /**
   * Does this work to the record. An act that changed nothing leaves no entry, like one that was
   * refused.
   *
   * @param work acts on the row as it is, and tells what has become of it if it has changed
   * @return whether it has
   * @throws UnknownRecord if there is no such record
   */
  boolean by(
      Actor actor,
      Act act,
      ProcessType type,
      String id,
      Function<RecordRow, Optional<Acted>> work) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              // Locked, so that nobody changes it between this and the act.
              RecordRow before =
                  records
                      .lock(type, id, clock.instant())
                      .orElseThrow(() -> UnknownRecord.of(type, id));
              Optional<Acted> after = work.apply(before);
              after.ifPresent(acted -> write(actor, act, before, acted));
              return after.isPresent();
            }));
  }

  /** The entry has the id as the database writes it; a caller may write it in other ways. */
  private void write(Actor actor, Act act, RecordRow before, Acted after) {
    Change change =
        new Change(
            words(before.state(), before.lastSubmittedAt(), before.attempts()) + due(before),
            words(after.state(), after.reference().submission(), after.reference().attempt())
                + (act.isEnding() ? "" : ", due now"));
    audit.ofRecord(actor, act.word(), before.type().name(), before.id(), change, clock.instant());
  }

  /**
   * The state and the values that explain it. The error is left out, because it may hold personal
   * data.
   */
  private static String words(State state, @Nullable Instant submitted, int attempts) {
    String word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return submitted == null
        ? word
        : "%s, submitted at %s, %s"
            .formatted(word, Times.text(submitted), Plural.of(attempts, "attempt"));
  }

  /** The record's timer. A retry changes nothing else. */
  private static String due(RecordRow row) {
    return WAITING.contains(row.state()) ? ", due %s".formatted(Times.text(row.dueAt())) : "";
  }
}
