package io.asyncable.web.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The groups of failures in a window, the most frequent first.
 *
 * @param asOf the time of the counts
 * @param step the length of a step of the trends
 * @param total the number of groups
 * @param totalCapped whether there may be more than that
 * @param groups the first of them
 */
record ErrorList(
    String window,
    Instant asOf,
    Duration step,
    int total,
    boolean totalCapped,
    List<ErrorLine> groups) {}
