package io.asyncable.operate;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Recipient;
import io.asyncable.inbox.Telling;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.text.Plural;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Acts on one record in a person's name, and writes the audit entry in the same transaction. The
 * caller has checked the person's permission.
 */
public final class AuditedActs {

  /** What acting needs. */
  record Engine(
      Asyncables asyncables,
      ProcessTypes types,
      RecordList records,
      Audit audit,
      Messages messages,
      List<Objection> objections,
      TransactionOperations transactions,
      Clock clock) {}

  /** What the audit calls a restart. */
  public static final String RESTART = "restart";

  private static final String RETRY = "retry";
  private static final String BEGIN = "begin";
  private static final String DUE_NOW = ", due now";

  private static final Set<State> WAITING = EnumSet.of(State.QUEUED, State.RETRYING);

  private final Engine engine;

  AuditedActs(Engine engine) {
    this.engine = engine;
  }

  /**
   * Begins a new submission.
   *
   * @throws io.asyncable.ActionRefused if the record is scheduled, queued or running, or was never
   *     submitted
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public void restart(Actor actor, String type, String id) {
    act(
        RESTART,
        actor,
        type,
        id,
        () -> {
          engine.asyncables.restart(type, id, actor.name(), reason(actor));
          return true;
        });
  }

  /**
   * Makes the next attempt of a waiting record due at once.
   *
   * @throws io.asyncable.ActionRefused if the record does not wait for an attempt
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public void retryNow(Actor actor, String type, String id) {
    act(
        RETRY,
        actor,
        type,
        id,
        () -> {
          engine.asyncables.retryNow(type, id, actor.name(), reason(actor));
          return true;
        });
  }

  /**
   * Begins a scheduled submission before its time.
   *
   * @throws io.asyncable.ActionRefused if the record is not scheduled
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public void beginNow(Actor actor, String type, String id) {
    act(
        BEGIN,
        actor,
        type,
        id,
        () -> {
          engine.asyncables.beginNow(type, id, actor.name(), reason(actor));
          return true;
        });
  }

  /**
   * Cancels the record and tells the user who submitted it, unless that is the actor.
   *
   * @return false if it was already processed or canceled, which is left as it is
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public boolean cancel(Actor actor, String type, String id) {
    return canceling(actor, type, id).getAsBoolean();
  }

  /**
   * The same in two steps: what takes a connection of its own is asked now, so that the act, which
   * is what the result does, can be part of the caller's transaction and needs only its connection.
   *
   * @throws io.asyncable.UnknownRecord if there is no such type
   */
  public BooleanSupplier canceling(Actor actor, String type, String id) {
    Optional<Recipient> recipient =
        engine.messages.recipient(type, id).filter(to -> !to.user().equals(actor.name()));
    return () -> act("cancel", actor, type, id, () -> cancelAndTell(actor, type, id, recipient));
  }

  private boolean cancelAndTell(
      Actor actor, String type, String id, Optional<Recipient> recipient) {
    boolean canceled = engine.asyncables.cancel(type, id, actor.name(), reason(actor));
    if (canceled) {
      recipient.ifPresent(to -> tellCanceled(to, actor));
    }
    return canceled;
  }

  private void tellCanceled(Recipient to, Actor actor) {
    engine.messages.tell(
        to, Telling.canceledBy(actor.name(), actor.reason()), engine.clock.instant());
  }

  private static String reason(Actor actor) {
    return Objects.requireNonNullElse(actor.reason(), "");
  }

  /** An act that changed nothing leaves no entry, like one that was refused. */
  private boolean act(
      String action, Actor actor, String typeName, String id, BooleanSupplier work) {
    ProcessType type = engine.types.named(typeName);
    return Boolean.TRUE.equals(
        engine.transactions.execute(
            status -> {
              refuse(action, type, id);
              // Locked, so that nobody changes it between this and the act.
              Optional<RecordRow> before = engine.records.lock(type, id, engine.clock.instant());
              boolean done = work.getAsBoolean();
              if (done) {
                write(actor, action, before.orElseThrow(), row(type, id).orElseThrow());
              }
              return done;
            }));
  }

  private void refuse(String action, ProcessType type, String id) {
    engine.objections.stream()
        .flatMap(objection -> objection.to(action, type, id).stream())
        .findFirst()
        .ifPresent(
            sentence -> {
              throw new ActionRefused(sentence);
            });
  }

  private Optional<RecordRow> row(ProcessType type, String id) {
    return engine.records.find(type, id, engine.clock.instant());
  }

  /** Under the id as the database writes it, which may be given in other ways too. */
  private void write(Actor actor, String action, RecordRow before, RecordRow after) {
    engine.audit.ofRecord(
        actor,
        action,
        after.type().name(),
        after.id(),
        new Change(words(before) + due(before), words(after) + (isDue(action) ? DUE_NOW : "")),
        engine.clock.instant());
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

  /** Their next attempt may begin at once; the timer says when the sweeper looks whether it did. */
  private static boolean isDue(String action) {
    return Set.of(RETRY, RESTART, BEGIN).contains(action);
  }
}
