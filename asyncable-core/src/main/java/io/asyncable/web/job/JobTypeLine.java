package io.asyncable.web.job;

import io.asyncable.web.record.StateTotals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of jobs at a glance.
 *
 * @param states number of jobs in each state but those that have ended
 * @param capped whether there may be more
 * @param countedAt when they were counted; null if they were counted for this answer
 * @param mayEnqueue whether the user may enqueue jobs of the type
 */
record JobTypeLine(
    String type,
    String queue,
    List<StateTotals.States> states,
    boolean capped,
    @Nullable Instant countedAt,
    boolean mayEnqueue) {}
