package io.asyncable.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act of a person.
 *
 * @param id the place in the order of writing; later entries have larger ones
 * @param actor who did it
 * @param via by which way
 * @param action what was done, such as {@code restart}
 * @param type the process type of the record that it was done to, if it was done to one
 * @param record that record's id
 * @param target what else it was done to, such as a queue
 * @param reason why, in the actor's words
 * @param before what was true before, in words
 * @param after what was true after
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

  /** The way by which an act came. */
  public enum Via {
    PAGE,
    API,
    BULK
  }
}
