package io.asyncable.move;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the history can tell of a record. The database knows the same words, by a constraint. */
public enum Event {
  /** An attempt ended with an exception. */
  FAILED,
  /** Nobody knows how an attempt ended. */
  LOST,
  /** An attempt ended without a result and without a failure. */
  POSTPONED,
  /** The engine gave up. */
  EXPIRED,
  CANCELED,
  RESTARTED,
  BEGUN_NOW,
  RETRIED_NOW,
  MARKED_PROCESSED,
  ERROR_UPDATED,
  ERROR_CLEARED;

  /** The word in the database and for programs; never changes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word as SQL. */
  public String sql() {
    return "'" + word() + "'";
  }

  /** The words of several as SQL, as a list to compare with. */
  public static String sql(Collection<Event> events) {
    return events.stream().map(Event::sql).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The event of that word; empty for a word of a later version of the library. */
  public static Optional<Event> of(String word) {
    return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
  }
}
