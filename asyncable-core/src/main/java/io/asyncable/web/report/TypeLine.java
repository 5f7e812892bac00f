package io.asyncable.web.report;

import io.asyncable.web.record.StateTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process type at a glance, with the figures of the last day.
 *
 * @param unconcluded records submitted and neither processed nor canceled, also those scheduled
 * @param unconcludedCapped whether there may be more than that
 * @param states how many are in each state; of more than can be counted, among the oldest
 * @param countedAt when those were counted; null if for this answer, as of few of them
 * @param p95 the time from submission to processed that 95 of 100 did not exceed
 */
record TypeLine(
    String type,
    String queue,
    long unconcluded,
    boolean unconcludedCapped,
    List<StateTotals.States> states,
    @Nullable Instant countedAt,
    long processed,
    long failed,
    @Nullable Duration p95) {}
