package io.asyncable.submit;

import io.asyncable.move.Act;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Acts;
import io.asyncable.move.Acts.Acted;
import io.asyncable.move.Reference;
import io.asyncable.move.Submissions;
import io.asyncable.queue.Lane;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Does acts to records in the caller's transaction, and publishes after its commit what may begin.
 */
public final class ActedRecords {

  private final ProcessTypes types;
  private final Submissions submissions;
  private final CallersTransaction transaction;
  private final Acts acts;
  private final AfterCommit afterCommit;
  private final EngineClock clock;

  ActedRecords(
      ProcessTypes types,
      Submissions submissions,
      CallersTransaction transaction,
      Acts acts,
      AfterCommit afterCommit,
      EngineClock clock) {
    this.types = types;
    this.submissions = submissions;
    this.transaction = transaction;
    this.acts = acts;
    this.afterCommit = afterCommit;
    this.clock = clock;
  }

  /**
   * Does the act to the record of this type and id.
   *
   * @return empty if it was to end a record that was processed or canceled already
   * @throws io.asyncable.ActionRefused if the record's state does not allow it
   * @throws io.asyncable.UnknownRecord if there is no such record
   */
  public Optional<Acted> act(Act act, ProcessType type, String id, ActedBy by) {
    String spelled = type.spelled(id);
    Optional<Acted> acted =
        transaction.runUnlessRefused(status -> publishing(act, type, spelled, by));
    return acted == null ? Optional.empty() : acted;
  }

  /** The same for the type of that name; false if nothing has changed. */
  boolean act(Act act, String type, String id, ActedBy by) {
    return act(act, types.named(type), id, by).isPresent();
  }

  /** The application's act on an object's record, which brings the object up to date. */
  boolean act(Act act, Object record, String field, @Nullable String reason) {
    ActedBy by = new ActedBy(null, reason);
    return change(record, field, (type, id) -> publishing(act, type, id, by).isPresent());
  }

  private Optional<Acted> publishing(Act act, ProcessType type, String id, ActedBy by) {
    Instant now = clock.instant();
    Optional<Acted> acted = acts.act(act, type, id, by, now);
    if (!act.isEnding()) {
      acted.filter(Acted::isPublished).ifPresent(eligible -> publish(type, eligible, now));
    }
    return acted;
  }

  /**
   * Begins the submissions of records that need not wait for others any more, in the present
   * transaction, and publishes them after its commit.
   */
  public void begin(ProcessType type, List<String> ids, Instant now) {
    submissions
        .begin(type, ids, now)
        .forEach(
            begun -> afterCommit.publish(type, Lane.FIRST, begun.reference(), now, begun.trace()));
  }

  private void publish(ProcessType type, Acted eligible, Instant now) {
    Reference reference = eligible.reference();
    Lane lane = Lane.of(reference.attempt(), eligible.losses());
    afterCommit.publish(type, lane, reference, now, eligible.trace());
  }

  /** Changes an object's record, and brings the object up to date. */
  boolean change(Object record, String field, BiPredicate<ProcessType, String> change) {
    ProcessType type = types.of(record, field);
    String id = type.idOf(record);
    return transaction.runUnlessRefused(
        status -> {
          boolean done = change.test(type, id);
          submissions.refresh(type, record);
          return done;
        });
  }

  /** Changes the record of this type and id. */
  boolean change(String type, String id, BiPredicate<ProcessType, String> change) {
    ProcessType named = types.named(type);
    String spelled = named.spelled(id);
    return transaction.runUnlessRefused(status -> change.test(named, spelled));
  }
}
