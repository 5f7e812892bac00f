package io.asyncable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says that the engine gave a record up, and how many others of its type with it.
 *
 * @param type the process type
 * @param id the record's id, of the first of several
 * @param label how people call that record; may be personal
 * @param tenant the tenant that it belongs to
 * @param submittedBy the user who submitted it
 * @param expiredAt when it was given up
 * @param reason what programs know it by why, such as {@code expired_window}; never changes
 * @param sentence the same for people
 * @param next what happens next, and what helps
 * @param error the first token of the error; the rest may hold personal data
 * @param path the address of the record's page below that of the application
 * @param more how many other records of the type expired after it
 * @param until when the last of them all was given up
 */
public record Alert(
    String type,
    String id,
    @Nullable String label,
    @Nullable String tenant,
    @Nullable String submittedBy,
    Instant expiredAt,
    String reason,
    String sentence,
    String next,
    String error,
    String path,
    int more,
    Instant until) {

  /** The alert in sentences, on one line and without personal data. */
  public String text() {
    String first = "%s %s expired. %s %s".formatted(type, id, sentence, next);
    return more == 0 ? first : first + " " + others();
  }

  private String others() {
    return "%,d more %s expired since, the last at %s.".formatted(more, type, toSeconds(until));
  }

  private static Instant toSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
