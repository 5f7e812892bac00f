package io.asyncable.web.bulk;

import io.asyncable.State;
import io.asyncable.bulk.BulkAction;
import io.asyncable.bulk.BulkItem;
import io.asyncable.bulk.BulkOutcome;
import io.asyncable.move.Act;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk action as page and API show it.
 *
 * @param selection the selection, in words
 * @param list the address of the list in which the selection was made
 * @param records the number of selected records that the user may see; the following counts are
 *     limited likewise
 * @param open the number of remaining records
 * @param items one page of the records that the user may see, in their order
 * @param next the parameter {@code after} of the next page; null on the last
 */
record BulkView(
    UUID id,
    String act,
    String actor,
    String reason,
    String selection,
    String list,
    Instant createdAt,
    State state,
    int records,
    int open,
    int done,
    int refused,
    int failed,
    List<BulkItem> items,
    @Nullable Long next) {

  static final int PAGE = 200;

  /**
   * @param found the items of the page, and one more if there is a next page
   */
  static BulkView of(
      BulkAction action, State state, Map<BulkOutcome, Integer> progress, List<BulkItem> found) {
    List<BulkItem> items = found.subList(0, Math.min(PAGE, found.size()));
    return new BulkView(
        action.id(),
        action.act().word(),
        action.actor(),
        action.reason(),
        action.selection(),
        action.list(),
        action.createdAt(),
        state,
        progress.values().stream().mapToInt(Integer::intValue).sum(),
        progress.getOrDefault(BulkOutcome.OPEN, 0),
        progress.getOrDefault(BulkOutcome.DONE, 0),
        progress.getOrDefault(BulkOutcome.REFUSED, 0),
        progress.getOrDefault(BulkOutcome.FAILED, 0),
        items,
        found.size() > PAGE ? items.get(PAGE - 1).position() : null);
  }

  /** What is done to how many records; public for the template. */
  public String title() {
    return BulkLine.title(act, records);
  }

  /** An outcome in words, such as {@code restarted}; public for the template. */
  public String told(String outcome) {
    return outcome.equals(BulkOutcome.DONE.word()) ? Act.of(act).orElseThrow().result() : outcome;
  }

  /** Public for the template. */
  public boolean isMoving() {
    return state == State.QUEUED || state == State.RUNNING || state == State.RETRYING;
  }

  /** Whether the action was stopped or has expired with records left; public for the template. */
  public boolean isResumable() {
    return open > 0 && (state == State.CANCELED || state == State.EXPIRED);
  }
}
