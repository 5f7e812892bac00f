package io.asyncable.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act of a person.
 *
 * @param id the place in the order of writing; later entries have larger ones
 * @param actor who acted
 * @param via by which way
 * @param action the word of the act, such as {@code restart}
 * @param type the process type of the record, if the act was on a record
 * @param record the id of that record
 * @param target what else the act was on, such as a queue; with a record, the part of its page that
 *     shows it, such as {@code note-7}
 * @param reason why, in the actor's words
 * @param before the state before the act, in words
 * @param after the state after the act, in words
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    Via via,
    String action,
    @Nullable String type,
    @Nullable String record,
    @Nullable String target,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after) {

  /** The same without the states before and after. */
  public AuditEntry withoutChange() {
    return new AuditEntry(id, at, actor, via, action, type, record, target, reason, null, null);
  }

  /** The way by which an act came. */
  public enum Via {
    PAGE,
    API,
    BULK
  }
}
