package io.asyncable.submit;

import io.asyncable.move.Reference;
import io.asyncable.move.Submissions;
import io.asyncable.observe.Tracing;
import io.asyncable.queue.Lane;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionCallback;

/** Submits records in the caller's transaction, and publishes after its commit what may begin. */
final class NewSubmissions {

  private final ProcessTypes types;
  private final Submissions submissions;
  private final Tracing tracing;
  private final AfterCommit afterCommit;
  private final CallersTransaction transaction;

  NewSubmissions(
      ProcessTypes types,
      Submissions submissions,
      Tracing tracing,
      AfterCommit afterCommit,
      CallersTransaction transaction) {
    this.types = types;
    this.submissions = submissions;
    this.tracing = tracing;
    this.afterCommit = afterCommit;
    this.transaction = transaction;
  }

  /**
   * @param field which of several {@code Asyncable}s of a record
   * @param eligible when they may begin; {@code now} or later
   */
  void submit(Collection<?> records, String field, Instant eligible, Instant now) {
    Map<ProcessType, List<Object>> byType =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    record -> types.of(record, field), LinkedHashMap::new, Collectors.toList()));
    TransactionCallback<Void> work =
        status -> {
          byType.forEach((type, ofType) -> submit(type, ofType, eligible, now));
          transaction.flush(status);
          return null;
        };
    if (records.size() == 1) {
      transaction.runUnlessRefused(work);
    } else {
      // Others may be submitted when one is found to have no row.
      transaction.run(work);
    }
  }

  private void submit(ProcessType type, List<Object> records, Instant eligible, Instant now) {
    tracing.submit(
        type,
        trace -> {
          List<Reference> references = submissions.submit(type, records, eligible, trace, now);
          if (!eligible.isAfter(now)) {
            references.forEach(
                reference -> afterCommit.publish(type, Lane.FIRST, reference, now, trace));
          }
        });
  }
}
