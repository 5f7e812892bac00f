package io.asyncable.web.bulk;

import io.asyncable.State;
import io.asyncable.bulk.BulkAction;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A bulk action in a list of them.
 *
 * @param selection the selection, in words
 * @param list the address of the list in which the selection was made
 * @param records the number of selected records
 */
record BulkLine(
    UUID id,
    String act,
    String actor,
    String reason,
    String selection,
    String list,
    int records,
    Instant createdAt,
    State state) {

  static BulkLine of(BulkAction action, State state) {
    return new BulkLine(
        action.id(),
        action.act().name().toLowerCase(Locale.ROOT),
        action.actor(),
        action.reason(),
        action.selection(),
        action.list(),
        action.records(),
        action.createdAt(),
        state);
  }
}
