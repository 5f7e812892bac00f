package io.asyncable.operate;

import io.asyncable.State;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.text.Plural;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
   * What a person does to a record.
   *
   * @param word as the audit calls it
   * @param dueNow whether the next attempt may begin at once; the record's timer only says when the
   *     sweeper looks whether it did
   */
  record Act(String word, boolean dueNow) {}

  /**
   * Does this work. An act that changed nothing leaves no entry, like one that was refused.
   *
   * @param work tells whether it changed the record
   */
  boolean by(Actor actor, Act act, ProcessType type, String id, BooleanSupplier work) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              // Locked, so that nobody changes it between this and the act.
              Optional<RecordRow> before = records.lock(type, id, clock.instant());
              boolean done = work.getAsBoolean();
              if (done) {
                write(actor, act, before.orElseThrow(), row(type, id).orElseThrow());
              }
              return done;
            }));
  }

  private Optional<RecordRow> row(ProcessType type, String id) {
    return records.find(type, id, clock.instant());
  }

  /** Under the id as the database writes it, which may be given in other ways too. */
  private void write(Actor actor, Act act, RecordRow before, RecordRow after) {
    audit.ofRecord(
        actor,
        act.word(),
        after.type().name(),
        after.id(),
        new Change(words(before) + due(before), words(after) + (act.dueNow() ? ", due now" : "")),
        clock.instant());
  }

  /** The state and what tells it apart from others; not the error, which may be personal. */
  private static String words(RecordRow row) {
    String state = row.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return row.lastSubmittedAt() == null
        ? state
        : "%s, submitted at %s, %s"
            .formatted(state, row.lastSubmittedAt(), Plural.of(row.attempts(), "attempt"));
  }

  /** A retry changes nothing else. */
  private static String due(RecordRow row) {
    return WAITING.contains(row.state()) ? ", due %s".formatted(row.dueAt()) : "";
  }
}
