package io.asyncable.operate;

import io.asyncable.ActionRefused;
import io.asyncable.audit.Actor;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Recipient;
import io.asyncable.inbox.Telling;
import io.asyncable.move.Act;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Acts.Acted;
import io.asyncable.move.RecordRow;
import io.asyncable.submit.ActedRecords;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Does the acts of the catalogue to one record in a person's name, and writes the audit entry in
 * the same transaction. The caller has checked the person's permission.
 */
public final class AuditedActs {

  private final ActedRecords acted;
  private final ProcessTypes types;
  private final Messages messages;
  private final List<Objection> objections;
  private final AuditedChange change;
  private final EngineClock clock;

  AuditedActs(
      ActedRecords acted,
      ProcessTypes types,
      Messages messages,
      ObjectProvider<Objection> objections,
      AuditedChange change,
      EngineClock clock) {
    this.acted = acted;
    this.types = types;
    this.messages = messages;
    this.objections = objections.orderedStream().toList();
    this.change = change;
    this.clock = clock;
  }

  /**
   * Does the act. A cancel tells the user who submitted the record, unless that is the actor.
   *
   * @return false if the act ends records and this one was processed or canceled already
   * @throws ActionRefused if the record's state does not allow it, or its type has another way
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   */
  public boolean act(Act act, Actor actor, String type, String id) {
    return prepared(act, actor, type, id).getAsBoolean();
  }

  /**
   * The same in two steps. This call reads what needs a connection of its own. The result does the
   * act in the caller's transaction and uses only its connection.
   *
   * @throws io.asyncable.UnknownRecord if there is no such type
   */
  public BooleanSupplier prepared(Act act, Actor actor, String typeName, String id) {
    ProcessType type = types.named(typeName);
    Function<RecordRow, Optional<Recipient>> told =
        act == Act.CANCEL ? messages.recipients(type, id) : row -> Optional.empty();
    return () -> {
      refuse(act, type, id);
      return change.by(actor, act, type, id, row -> actAndTell(act, actor, row, told));
    };
  }

  private Optional<Acted> actAndTell(
      Act act, Actor actor, RecordRow row, Function<RecordRow, Optional<Recipient>> told) {
    ActedBy by = new ActedBy(actor.name(), Objects.requireNonNullElse(actor.reason(), ""));
    Optional<Acted> done = acted.act(act, row.type(), row.id(), by);
    if (done.isPresent()) {
      told.apply(row)
          .filter(to -> !to.user().equals(actor.name()))
          .ifPresent(to -> tellCanceled(to, actor));
    }
    return done;
  }

  private void tellCanceled(Recipient to, Actor actor) {
    messages.tell(to, Telling.canceledBy(actor.name(), actor.reason()), clock.instant());
  }

  private void refuse(Act act, ProcessType type, String id) {
    objections.stream()
        .flatMap(objection -> objection.to(act, type, id).stream())
        .findFirst()
        .ifPresent(
            sentence -> {
              throw new ActionRefused(sentence);
            });
  }
}
