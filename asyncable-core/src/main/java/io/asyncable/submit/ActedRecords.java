package io.asyncable.submit;

import io.asyncable.move.Submissions;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.function.BiPredicate;

/** Finds the record of an act, and runs the act in the caller's transaction. */
final class ActedRecords {

  private final ProcessTypes types;
  private final Submissions submissions;
  private final CallersTransaction transaction;

  ActedRecords(ProcessTypes types, Submissions submissions, CallersTransaction transaction) {
    this.types = types;
    this.submissions = submissions;
    this.transaction = transaction;
  }

  /** Acts on an object's record, and brings the object up to date. */
  boolean act(Object record, String field, BiPredicate<ProcessType, String> act) {
    ProcessType type = types.of(record, field);
    String id = type.idOf(record);
    return transaction.runUnlessRefused(
        status -> {
          boolean done = act.test(type, id);
          submissions.refresh(type, record);
          return done;
        });
  }

  /** Acts on the record of this type and id. */
  boolean act(String type, String id, BiPredicate<ProcessType, String> act) {
    ProcessType named = types.named(type);
    String spelled = named.spelled(id);
    return transaction.runUnlessRefused(status -> act.test(named, spelled));
  }
}
