package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.move.Cause;
import io.asyncable.move.Event;
import io.asyncable.move.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param parts what other rooms add, by their names
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
    boolean historyCut,
    Map<String, Object> parts) {

  /** Why the engine gives up at once. */
  private static final Set<String> SAID =
      Set.of(
          Cause.EXPIRED_PERMANENT.word(),
          Cause.PAYLOAD_UNREADABLE.word(),
          Cause.OUTCOME_UNKNOWN.word());

  /**
   * The failure after which the engine gave up at once, with the handler's own words; null if there
   * is none, or the user may not read it. Public for the templates.
   */
  @JsonIgnore
  public History.@Nullable Entry permanentFailure() {
    History.Entry latest = latestFailure();
    boolean said = latest != null && latest.message() != null;
    return said && SAID.contains(line.reason()) ? latest : null;
  }

  /** The fingerprint of the failure that troubles the record now; null if none does. */
  @Nullable String fingerprint() {
    boolean concluded = line.processedAt() != null || line.canceledAt() != null;
    History.Entry latest = latestFailure();
    return concluded || latest == null ? null : latest.fingerprint();
  }

  private History.@Nullable Entry latestFailure() {
    return history.stream()
        .filter(entry -> entry.is(Event.FAILED))
        .filter(entry -> entry.submission().equals(line.lastSubmittedAt()))
        .findFirst()
        .orElse(null);
  }
}
