package io.asyncable.web.bulk;

import io.asyncable.Permission;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.bulk.BulkAction;
import io.asyncable.bulk.BulkActions;
import io.asyncable.bulk.BulkActions.ItemSearch;
import io.asyncable.bulk.BulkItem;
import io.asyncable.bulk.BulkOutcome;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bulk actions that a user may see. */
final class VisibleBulkActions {

  private static final int NEWEST = 100;

  private final BulkActions actions;
  private final RecordList records;
  private final VisibleTypes types;
  private final EngineClock clock;

  VisibleBulkActions(
      BulkActions actions, RecordList records, VisibleTypes types, EngineClock clock) {
    this.actions = actions;
    this.records = records;
    this.types = types;
    this.clock = clock;
  }

  List<BulkLine> newest(Viewer viewer) {
    String whose = viewer.may(Permission.BULK, BulkActions.TYPE) ? null : viewer.name();
    List<BulkAction> newest = actions.newest(whose, NEWEST);
    Set<UUID> hidden = hidden(newest, viewer);
    Instant now = clock.instant();
    return newest.stream()
        .filter(action -> !hidden.contains(action.id()))
        .map(action -> BulkLine.of(action, action.async().state(now)))
        .toList();
  }

  /**
   * The actions of other users that touch types which the user may not see. Their counts and words
   * would reveal those types.
   */
  private Set<UUID> hidden(List<BulkAction> found, Viewer viewer) {
    List<String> visible = visible(viewer);
    List<UUID> others =
        found.stream()
            .filter(action -> !viewer.name().equals(action.actor()))
            .map(BulkAction::id)
            .toList();
    return visible == null || others.isEmpty() ? Set.of() : actions.beyond(visible, others);
  }

  /**
   * The action with this id.
   *
   * @throws UnknownRecord if there is none, or if the user may not see it
   */
  BulkAction require(UUID id, Viewer viewer) {
    return actions
        .find(id)
        .filter(action -> mayKnow(action, viewer))
        .orElseThrow(
            () -> new UnknownRecord("There is no bulk action with the id '%s'.".formatted(id)));
  }

  private boolean mayKnow(BulkAction action, Viewer viewer) {
    return viewer.name().equals(action.actor())
        || viewer.may(Permission.BULK, BulkActions.TYPE)
            && hidden(List.of(action), viewer).isEmpty();
  }

  BulkView find(UUID id, @Nullable String outcome, long after, Viewer viewer) {
    BulkAction action = require(id, viewer);
    ItemSearch search = new ItemSearch(outcome(outcome), visible(viewer));
    List<BulkItem> found =
        actions.page(id, search, after, BulkView.PAGE + 1).stream()
            .map(item -> masked(item, viewer))
            .toList();
    return BulkView.of(action, state(id), actions.progress(id, search.types()), found);
  }

  /**
   * The types whose records the user may see; null for all. The page then also shows records of
   * types that no longer exist.
   */
  private @Nullable List<String> visible(Viewer viewer) {
    return types.all(viewer) ? null : types.of(viewer).stream().map(ProcessType::name).toList();
  }

  /**
   * Cuts the message of a failure, which may hold personal data. The engine itself writes why it
   * refused an act.
   */
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
        .find(types.types().named(BulkActions.TYPE), id.toString(), clock.instant())
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

  /** The process types of the remaining records. */
  List<String> openTypes(UUID id) {
    return actions.openTypes(id);
  }
}
