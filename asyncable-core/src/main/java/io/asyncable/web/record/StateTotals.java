package io.asyncable.web.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many records are in each state, over several types.
 *
 * @param states states with trouble first; empty without types
 * @param capped whether any state may have more records than were counted
 * @param countedAt when the types with many records were counted; null if all were counted for this
 *     answer
 */
public record StateTotals(List<States> states, boolean capped, @Nullable Instant countedAt) {

  /** Records in a state. */
  public record States(String state, long records) {}
}
