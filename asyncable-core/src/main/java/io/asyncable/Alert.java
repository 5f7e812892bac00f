package io.asyncable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the engine gave a record up, and how many more of the same type since.
 *
 * @param type the process type
 * @param id the id of the record; of several, the first that expired
 * @param label the name by which people know that record; may contain personal data
 * @param tenant the tenant that the record belongs to
 * @param submittedBy the user who submitted the record
 * @param expiredAt when the engine gave the record up
 * @param reason why it gave up, as a word for programs that never changes, such as {@code
 *     expired_window}
 * @param sentence why it gave up, for people
 * @param next what happens next, and what helps
 * @param error the first token of the error; the rest may contain personal data
 * @param path the path of the record's page, relative to the application's address
 * @param more how many other records of the type expired later
 * @param until when the last of all these records expired
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
