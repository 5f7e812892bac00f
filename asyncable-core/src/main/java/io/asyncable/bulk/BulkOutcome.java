package io.asyncable.bulk;

import java.util.Locale;

/** The outcome of one record of a bulk action. */
public enum BulkOutcome {
  /** Not acted on yet. */
  OPEN,
  /** Done. */
  DONE,
  /**
   * The record's state did not allow the act, for example because it had concluded in between. The
   * message says which state.
   */
  REFUSED,
  /** The act failed for another reason. The message says which. */
  FAILED;

  /** As the database and the JSON API have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BulkOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
