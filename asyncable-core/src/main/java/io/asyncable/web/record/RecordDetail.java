package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.move.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one record.
 *
 * @param facts what the application shows besides
 * @param claimedBy the epoch of the worker of its latest attempt
 * @param worker that worker's name; null where nobody knows it, and for those who see only their
 *     own records
 * @param queue the queue that carries it
 * @param trace its submission's trace context
 * @param publishedAt when the message for its next attempt was published; null while none is out
 * @param history what happened to it, newest first
 * @param historyCut whether more is kept than that
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
