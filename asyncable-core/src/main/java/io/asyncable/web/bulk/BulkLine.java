package io.asyncable.web.bulk;

import io.asyncable.State;
import io.asyncable.bulk.BulkAction;
import io.asyncable.move.Act;
import io.asyncable.text.Plural;
import java.time.Instant;
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
        action.act().word(),
        action.actor(),
        action.reason(),
        action.selection(),
        action.list(),
        action.records(),
        action.createdAt(),
        state);
  }

  /** What is done to how many records; public for the template. */
  public String title() {
    return title(act, records);
  }

  static String title(String act, int records) {
    return Act.of(act).orElseThrow().title(Plural.of(records, "record"));
  }
}
