package io.asyncable.web.report;

import io.asyncable.web.record.StateTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process type at a glance, with the figures of the last day.
 *
 * @param unconcluded number of submitted records that are neither processed nor canceled, scheduled
 *     ones included
 * @param unconcludedCapped whether there may be more
 * @param states the number of records in each state; if there are too many to count, among the
 *     oldest
 * @param countedAt when they were counted; null if they were counted for this answer
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
