package io.asyncable.web.bulk;

import io.asyncable.Permission;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.bulk.Bulk;
import io.asyncable.bulk.Bulk.ItemSearch;
import io.asyncable.bulk.Bulk.Person;
import io.asyncable.bulk.BulkAction;
import io.asyncable.bulk.BulkItem;
import io.asyncable.bulk.BulkOutcome;
import io.asyncable.bulk.BulkPreview;
import io.asyncable.bulk.Selected;
import io.asyncable.bulk.Selected.Key;
import io.asyncable.move.RecordRow;
import io.asyncable.operate.AuditedActs;
import io.asyncable.search.RecordList;
import io.asyncable.search.Selection;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.record.RecordSelections;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bulk actions that a user may begin and see. */
final class BulkDesk {

  private static final String TYPE = "BulkAction";
  private static final int NEWEST = 100;

  private final Bulk bulk;
  private final RecordSelections selections;
  private final RecordList records;
  private final VisibleTypes types;
  private final AuditedActs acts;
  private final Clock clock;

  BulkDesk(
      Bulk bulk,
      RecordSelections selections,
      RecordList records,
      VisibleTypes types,
      AuditedActs acts,
      Clock clock) {
    this.bulk = bulk;
    this.selections = selections;
    this.records = records;
    this.types = types;
    this.acts = acts;
    this.clock = clock;
  }

  BulkPreview preview(BulkSelection wanted, Viewer viewer) {
    return bulk.preview(wanted.wantedAct(), selected(wanted, viewer));
  }

  /** Begins the action and tells its id. */
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

  /** What is selected, of types in which the user may do that to every record. */
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

  private static void require(BulkAction.Kind act, String type, Viewer viewer) {
    if (!viewer.may(Permission.BULK, type) || !viewer.may(permission(act), type)) {
      throw new Denied(
          "You may not %s many records of the type %s, and the selection contains such records."
              .formatted(act.name().toLowerCase(Locale.ROOT), type));
    }
  }

  private static String permission(BulkAction.Kind act) {
    return switch (act) {
      case RESTART -> Permission.RESTART;
      case CANCEL -> Permission.CANCEL;
      case RETRY -> Permission.RETRY;
    };
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

  List<BulkLine> newest(Viewer viewer) {
    String whose = viewer.may(Permission.BULK, TYPE) ? null : viewer.name();
    List<BulkAction> newest = bulk.newest(whose, NEWEST);
    Set<UUID> hidden = hidden(newest, viewer);
    Instant now = clock.instant();
    return newest.stream()
        .filter(action -> !hidden.contains(action.id()))
        .map(action -> BulkLine.of(action, action.async().state(now)))
        .toList();
  }

  /** Others' actions tell by their counts and words of all the types that they are on. */
  private Set<UUID> hidden(List<BulkAction> actions, Viewer viewer) {
    List<String> visible = visible(viewer);
    List<UUID> others =
        actions.stream()
            .filter(action -> !viewer.name().equals(action.actor()))
            .map(BulkAction::id)
            .toList();
    return visible == null || others.isEmpty() ? Set.of() : bulk.beyond(visible, others);
  }

  /** A user may not even learn that other people's actions exist, as with records. */
  private BulkAction action(UUID id, Viewer viewer) {
    return bulk.find(id)
        .filter(action -> mayKnow(action, viewer))
        .orElseThrow(
            () -> new UnknownRecord("There is no bulk action with the id '%s'.".formatted(id)));
  }

  private boolean mayKnow(BulkAction action, Viewer viewer) {
    return viewer.name().equals(action.actor())
        || viewer.may(Permission.BULK, TYPE) && hidden(List.of(action), viewer).isEmpty();
  }

  BulkView find(UUID id, @Nullable String outcome, long after, Viewer viewer) {
    BulkAction action = action(id, viewer);
    ItemSearch search = new ItemSearch(outcome(outcome), visible(viewer));
    List<BulkItem> found =
        bulk.page(id, search, after, BulkView.PAGE + 1).stream()
            .map(item -> masked(item, viewer))
            .toList();
    return BulkView.of(action, state(id), bulk.progress(id, search.types()), found);
  }

  /** Null where nothing is hidden, so that records of types that are no more are shown too. */
  private @Nullable List<String> visible(Viewer viewer) {
    return types.all(viewer) ? null : types.of(viewer).stream().map(ProcessType::name).toList();
  }

  /** Why an act was refused are words of the engine's; how it failed may hold personal data. */
  private static BulkItem masked(BulkItem item, Viewer viewer) {
    String message = item.message();
    return item.outcome() != BulkOutcome.FAILED
            || message == null
            || viewer.may(Permission.VIEW_ERROR, item.type())
        ? item
        : item.saying(ErrorDetails.firstToken(message));
  }

  private State state(UUID id) {
    return records
        .find(types.types().named(TYPE), id.toString(), clock.instant())
        .map(RecordRow::state)
        .orElse(State.NOT_SUBMITTED);
  }

  private static @Nullable BulkOutcome outcome(@Nullable String word) {
    if (word == null || word.isBlank()) {
      return null;
    }
    return Arrays.stream(BulkOutcome.values())
        .filter(known -> known.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestProblem(
                    "There is no outcome '%s'. Use open, done, refused or failed."
                        .formatted(RequestProblem.shown(word))));
  }

  /** Stops where it is; false if it was concluded before. */
  boolean stop(UUID id, Actor actor, Viewer viewer) {
    action(id, viewer);
    return acts.cancel(actor, TYPE, id.toString());
  }

  /** Goes on with what is left, in the name of the user, who must be allowed all of it. */
  void resume(UUID id, Actor actor, Viewer viewer) {
    BulkAction action = action(id, viewer);
    bulk.openTypes(id).forEach(type -> require(action.act(), type, viewer));
    bulk.resume(id, person(actor));
  }
}
