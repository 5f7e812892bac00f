package io.asyncable.bulk;

import java.util.Locale;

/** The outcome of one record of a bulk action. */
public enum BulkOutcome {
  /** Not yet its turn. */
  OPEN,
  /** Done. */
  DONE,
  /** Its state did not allow it, as when it had concluded in between; the message says which. */
  REFUSED,
  /** The act failed for a reason of its own; the message says which. */
  FAILED;

  /** As the database and the JSON API have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BulkOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
