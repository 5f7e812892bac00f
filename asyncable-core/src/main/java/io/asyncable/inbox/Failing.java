package io.asyncable.inbox;

import io.asyncable.State;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Unconcluded;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends messages to the submitting users of records that have been failing for long: records that
 * were submitted a day ago, are not processed, and failed at the last attempt. The day counts from
 * the submission, however many attempts there were, because the history keeps too few entries to
 * say since when an often repeated record has been failing. A pass reads a bounded part of the old
 * submissions, and the next pass continues there. So a pass costs the same however many records
 * nobody concludes.
 */
final class Failing {

  private static final int WINDOW = 1_000;
  private static final int WINDOWS = 20;

  private final Unconcluded records;
  private final UntoldFailures failures;
  private final Addressed addressed;
  private final Policies policies;
  private final Messages messages;
  private final Duration after;
  private final Map<String, RecordRow> reached = new HashMap<>();

  Failing(
      Unconcluded records,
      UntoldFailures failures,
      Addressed addressed,
      Policies policies,
      Messages messages,
      MessageSettings settings) {
    this.records = records;
    this.failures = failures;
    this.addressed = addressed;
    this.policies = policies;
    this.messages = messages;
    this.after = settings.failingAfter();
  }

  int tell(ProcessType type, Instant now) {
    if (!addressed.areOf(type)) {
      return 0;
    }
    int told = 0;
    for (int i = 0; i < WINDOWS; i++) {
      RecordRow last = reached.remove(type.name());
      List<RecordRow> window = records.submittedUntil(type, now.minus(after), last, WINDOW, now);
      told += tell(window, now);
      if (window.size() < WINDOW) {
        return told;
      }
      reached.put(type.name(), window.get(WINDOW - 1));
    }
    return told;
  }

  private int tell(List<RecordRow> window, Instant now) {
    int told = 0;
    for (Recipient recipient : addressed.of(failures.among(window))) {
      if (messages.tell(recipient, telling(recipient.row(), now), now)) {
        told++;
      }
    }
    return told;
  }

  private Telling telling(RecordRow row, Instant now) {
    Instant due = row.dueAt();
    Instant submitted = row.lastSubmittedAt();
    boolean triedAgain = false;
    if (row.state() != State.EXPIRED && due != null && submitted != null) {
      Instant end = policies.of(row.type()).givesUpAt(submitted, due);
      triedAgain = due.isBefore(end) && now.isBefore(end);
    }
    return Telling.failing(row, triedAgain);
  }
}
