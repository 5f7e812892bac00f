package io.asyncable;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user may be allowed to do under {@code /jobs} and {@code /api}; who is, the settings under
 * {@code asyncable.web.access} say.
 *
 * <p>Code names a permission by its word, as settings do, because annotations hold nothing else.
 * The library's own words are the constants. A feature brings another word by a bean of this type,
 * from a static method and on every instance, whatever its roles: all read the same settings.
 *
 * @param word lower case, with dashes; settings may write it without dashes or in capitals
 * @param ofTypes whether the settings of one process type grant it as well, for that type; false
 *     for what concerns no type
 */
public record Permission(String word, boolean ofTypes) {

  /** See the lists, counts, queues, workers and breakers. */
  public static final String VIEW_LIST = "view-list";

  /** See a record: its columns, its history and its notes. */
  public static final String VIEW_RECORD = "view-record";

  /**
   * See the whole text of errors with their stacks, which may contain personal data, on the pages
   * of a record and of a group of errors. Lists, files and alerts show everybody the first token
   * only.
   */
  public static final String VIEW_ERROR = "view-error";

  /** Begin a new submission of a record, or a scheduled one before its time. */
  public static final String RESTART = "restart";

  /** Cancel a record. */
  public static final String CANCEL = "cancel";

  /** Let a waiting record's next attempt begin now. */
  public static final String RETRY = "retry";

  /** Conclude a record as processed without its handler. */
  public static final String MARK_PROCESSED = "mark-processed";

  /** Act on many records at once. */
  public static final String BULK = "bulk";

  /** Write notes. */
  public static final String NOTE = "note";

  /** Pause and resume queues. */
  public static final String PAUSE = "pause";

  /** See who did what. */
  public static final String VIEW_AUDIT = "view-audit";

  /** Sees lists and records, without the whole text of errors, and does nothing. */
  public static final Set<String> VIEWER = Set.of(VIEW_LIST, VIEW_RECORD);

  /** Concern no process type, so only what holds for all types grants them. */
  public static final Set<String> OF_NO_TYPE = Set.of(PAUSE, VIEW_AUDIT);

  /** Sees the records that the user submitted, and may write notes to them. */
  public static final Set<String> OWN = Set.of(VIEW_LIST, VIEW_RECORD, NOTE);

  /** Those of the library itself. */
  public static final List<Permission> OF_LIBRARY =
      Stream.of(
              VIEW_LIST,
              VIEW_RECORD,
              VIEW_ERROR,
              RESTART,
              CANCEL,
              RETRY,
              MARK_PROCESSED,
              BULK,
              NOTE,
              PAUSE,
              VIEW_AUDIT)
          .map(word -> new Permission(word, !OF_NO_TYPE.contains(word)))
          .toList();

  /** The one of that word, as settings bind it. */
  public static Permission of(String word) {
    return new Permission(word, true);
  }

  private String letters() {
    return word.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Goes by the letters of the word alone, so that each way to write it is the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Permission permission && permission.letters().equals(letters());
  }

  @Override
  public int hashCode() {
    return letters().hashCode();
  }

  @Override
  public String toString() {
    return word;
  }
}
