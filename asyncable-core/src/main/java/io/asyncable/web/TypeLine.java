package io.asyncable.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process type at a glance, with the figures of the last day.
 *
 * @param unconcluded records neither processed nor canceled
 * @param unconcludedCapped whether there may be more than that
 * @param p95 the time from submission to processed that 95 of 100 did not exceed
 */
record TypeLine(
    String type,
    String queue,
    long unconcluded,
    boolean unconcludedCapped,
    long processed,
    long failed,
    @Nullable Duration p95) {}
