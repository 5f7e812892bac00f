package io.asyncable.web.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.asyncable.web.record.StateTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process type at a glance, with the figures of the last day.
 *
 * @param unconcluded number of submitted records that are neither processed nor canceled, including
 *     scheduled ones
 * @param unconcludedCapped whether there may be more
 * @param states number of records in each state; if there are too many to count, of the oldest
 *     records
 * @param countedAt when they were counted; null if they were counted for this answer
 * @param p95 the time within which 95 of 100 records were processed after their submission
 * @param ofLibrary whether the type belongs to the library itself and not to the application
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
    @Nullable Duration p95,
    @JsonIgnore boolean ofLibrary) {}
