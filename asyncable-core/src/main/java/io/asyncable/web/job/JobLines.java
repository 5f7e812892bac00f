package io.asyncable.web.job;

import io.asyncable.web.record.RecordLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of jobs, the newest first.
 *
 * @param next the parameter {@code page} of the next page; null on the last
 * @param asOf the time at which the list was read
 */
record JobLines(List<RecordLine> jobs, @Nullable String next, Instant asOf) {}
