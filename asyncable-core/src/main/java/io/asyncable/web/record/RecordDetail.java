package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.move.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about one record.
 *
 * @param facts further facts from the application
 * @param claimedBy the epoch of the worker that claimed the latest attempt
 * @param worker that worker's name; null if it is unknown, and for users who see only their own
 *     records
 * @param queue the queue that carries the record
 * @param trace its submission's trace context
 * @param publishedAt when the message for the next attempt was published; null while no message is
 *     out
 * @param history the record's history, newest first
 * @param historyCut whether the history has more entries
 */
record RecordDetail(
    @JsonUnwrapped RecordLine line,
    Map<String, String> facts,
    @Nullable Long claimedBy,
    @Nullable String worker,
    String queue,
    @Nullable String trace,
    @Nullable Instant publishedAt,
    List<History.Entry> history,
    boolean historyCut) {}
