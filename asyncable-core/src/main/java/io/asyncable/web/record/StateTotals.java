package io.asyncable.web.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many records are in each state, over several types.
 *
 * @param states trouble first; empty over no type
 * @param capped whether there may be more than were counted, of any state
 * @param countedAt when those of types with many were counted; null where all were counted for this
 *     answer
 */
public record StateTotals(List<States> states, boolean capped, @Nullable Instant countedAt) {

  /** Records in a state. */
  public record States(String state, long records) {}
}
