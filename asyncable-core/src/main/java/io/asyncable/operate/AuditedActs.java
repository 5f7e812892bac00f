package io.asyncable.operate;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.audit.Actor;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Recipient;
import io.asyncable.inbox.Telling;
import io.asyncable.operate.AuditedChange.Act;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Acts on one record in a person's name, and writes the audit entry in the same transaction. The
 * caller has checked the person's permission.
 */
public final class AuditedActs {

  /** What the audit calls a restart. */
  public static final String RESTART = "restart";

  private static final Act RESTARTING = new Act(RESTART, true);
  private static final Act RETRYING = new Act("retry", true);
  private static final Act BEGINNING = new Act("begin", true);
  private static final Act CANCELING = new Act("cancel", false);

  private final Asyncables asyncables;
  private final ProcessTypes types;
  private final Messages messages;
  private final List<Objection> objections;
  private final AuditedChange change;
  private final EngineClock clock;

  AuditedActs(
      Asyncables asyncables,
      ProcessTypes types,
      Messages messages,
      ObjectProvider<Objection> objections,
      AuditedChange change,
      EngineClock clock) {
    this.asyncables = asyncables;
    this.types = types;
    this.messages = messages;
    this.objections = objections.orderedStream().toList();
    this.change = change;
    this.clock = clock;
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
        RESTARTING,
        actor,
        type,
        id,
        () -> {
          asyncables.restart(type, id, actor.name(), reason(actor));
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
        RETRYING,
        actor,
        type,
        id,
        () -> {
          asyncables.retryNow(type, id, actor.name(), reason(actor));
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
        BEGINNING,
        actor,
        type,
        id,
        () -> {
          asyncables.beginNow(type, id, actor.name(), reason(actor));
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
        messages.recipient(type, id).filter(to -> !to.user().equals(actor.name()));
    return () -> act(CANCELING, actor, type, id, () -> cancelAndTell(actor, type, id, recipient));
  }

  private boolean cancelAndTell(
      Actor actor, String type, String id, Optional<Recipient> recipient) {
    boolean canceled = asyncables.cancel(type, id, actor.name(), reason(actor));
    if (canceled) {
      recipient.ifPresent(to -> tellCanceled(to, actor));
    }
    return canceled;
  }

  private void tellCanceled(Recipient to, Actor actor) {
    messages.tell(to, Telling.canceledBy(actor.name(), actor.reason()), clock.instant());
  }

  private static String reason(Actor actor) {
    return Objects.requireNonNullElse(actor.reason(), "");
  }

  private boolean act(Act act, Actor actor, String typeName, String id, BooleanSupplier work) {
    ProcessType type = types.named(typeName);
    refuse(act.word(), type, id);
    return change.by(actor, act, type, id, work);
  }

  private void refuse(String action, ProcessType type, String id) {
    objections.stream()
        .flatMap(objection -> objection.to(action, type, id).stream())
        .findFirst()
        .ifPresent(
            sentence -> {
              throw new ActionRefused(sentence);
            });
  }
}
