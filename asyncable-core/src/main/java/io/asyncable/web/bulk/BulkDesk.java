package io.asyncable.web.bulk;

import io.asyncable.Permission;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.bulk.Bulk;
import io.asyncable.bulk.Bulk.Person;
import io.asyncable.bulk.BulkAction;
import io.asyncable.bulk.BulkActions;
import io.asyncable.bulk.BulkPreview;
import io.asyncable.bulk.Selected;
import io.asyncable.bulk.Selected.Key;
import io.asyncable.move.Act;
import io.asyncable.operate.AuditedActs;
import io.asyncable.search.Selection;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.record.RecordSelections;
import io.asyncable.worker.EngineClock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins, stops and resumes bulk actions, after it has checked the user's permissions. */
final class BulkDesk {

  private final Bulk bulk;
  private final VisibleBulkActions actions;
  private final RecordSelections selections;
  private final VisibleTypes types;
  private final AuditedActs acts;
  private final EngineClock clock;

  BulkDesk(
      Bulk bulk,
      VisibleBulkActions actions,
      RecordSelections selections,
      VisibleTypes types,
      AuditedActs acts,
      EngineClock clock) {
    this.bulk = bulk;
    this.actions = actions;
    this.selections = selections;
    this.types = types;
    this.acts = acts;
    this.clock = clock;
  }

  BulkPreview preview(BulkSelection wanted, Viewer viewer) {
    return bulk.preview(wanted.wantedAct(), selected(wanted, viewer));
  }

  /** Begins the action and returns its id. */
  UUID begin(BulkSelection wanted, Via via, Viewer viewer) {
    Person by = person(new Actor(viewer.name(), via, GivenReason.bounded(wanted.reason())));
    Bulk.Request request =
        new Bulk.Request(wanted.wantedAct(), by, words(wanted), wanted.wantedFilter().address());
    return bulk.begin(request, selected(wanted, viewer))
        .map(BulkAction::id)
        .orElseThrow(
            () ->
                new RequestProblem(
                    "The selection is empty now: the records have changed meanwhile."));
  }

  private static Person person(Actor actor) {
    String reason = actor.reason();
    if (reason == null) {
      throw new RequestProblem("A bulk action needs a reason. Write why you do this.");
    }
    return new Person(actor.name(), actor.via(), reason);
  }

  private static String words(BulkSelection wanted) {
    return wanted.isAll()
        ? "all of " + wanted.wantedFilter().address()
        : "chosen from " + wanted.wantedFilter().address();
  }

  /** The selected records. The user must have the permissions for every record of their types. */
  private Selected selected(BulkSelection wanted, Viewer viewer) {
    if (wanted.isAll()) {
      Selection selection = selections.of(wanted.wantedFilter(), viewer, clock.instant());
      selection.parts().forEach(part -> require(wanted.wantedAct(), part.type().name(), viewer));
      return new Selected.Matching(selection);
    }
    if (wanted.records().isEmpty()) {
      throw new RequestProblem(
          "No records are selected. Select records, or all that the list shows.");
    }
    List<Key> keys = wanted.records().stream().map(record -> parse(record, viewer)).toList();
    keys.forEach(key -> require(wanted.wantedAct(), key.type().name(), viewer));
    return new Selected.Chosen(keys);
  }

  private static void require(Act act, String type, Viewer viewer) {
    if (!viewer.may(Permission.BULK, type) || !viewer.may(act.permission(), type)) {
      throw new Denied(
          "You may not %s, and the selection contains such records."
              .formatted(act.to("many records of the type " + type)));
    }
  }

  private Key parse(@Nullable String record, Viewer viewer) {
    String[] key = record == null ? new String[0] : record.split(":", 2);
    if (key.length < 2 || key[1].isBlank()) {
      throw new RequestProblem(
          "'%s' is not a record. Write its type and id, such as Appeal:7."
              .formatted(RequestProblem.shown(record)));
    }
    return new Key(types.named(key[0], viewer), key[1]);
  }

  /** Stops the action; false if it had ended before. */
  boolean stop(UUID id, Actor actor, Viewer viewer) {
    actions.require(id, viewer);
    return acts.act(Act.CANCEL, actor, BulkActions.TYPE, id.toString());
  }

  /**
   * Continues with the remaining records in the name of the user, who needs the permissions for all
   * of them.
   */
  void resume(UUID id, Actor actor, Viewer viewer) {
    BulkAction action = actions.require(id, viewer);
    actions.openTypes(id).forEach(type -> require(action.act(), type, viewer));
    bulk.resume(id, person(actor));
  }
}
