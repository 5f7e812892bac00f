package io.asyncable;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A permission for the pages under {@code /jobs} and the API under {@code /api}. The settings under
 * {@code asyncable.web.access} say who has it.
 *
 * <p>Code names a permission by its word, as settings do, because annotations cannot hold objects.
 * The constants are the library's own words. A feature adds a permission with a bean of this type,
 * made by a static method. Every instance needs the bean, whatever its roles, because all instances
 * read the same settings.
 *
 * @param word lower case, with dashes; settings may omit the dashes or use capitals
 * @param ofTypes whether the settings of one process type can grant the permission for that type;
 *     false if the permission does not concern process types
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

  /** See what a job was asked for, and its result; both may contain personal data. */
  public static final String VIEW_PAYLOAD = "view-payload";

  /** Replace the payload of a job, and see it for that. */
  public static final String EDIT_PAYLOAD = "edit-payload";

  /** Act on many records at once. */
  public static final String BULK = "bulk";

  /** Write notes. */
  public static final String NOTE = "note";

  /** Write the playbook of a group of errors. */
  public static final String EDIT_PLAYBOOK = "edit-playbook";

  /** Pause and resume queues. */
  public static final String PAUSE = "pause";

  /** Pause and resume schedules, and enqueue the job of a schedule now. */
  public static final String RUN_SCHEDULE = "run-schedule";

  /** Enqueue jobs. */
  public static final String ENQUEUE = "enqueue";

  /** See who did what. */
  public static final String VIEW_AUDIT = "view-audit";

  /** Allows users to see lists and records, without the whole text of errors, and to do nothing. */
  public static final Set<String> VIEWER = Set.of(VIEW_LIST, VIEW_RECORD);

  /**
   * Permissions that do not concern process types, so settings of a single type cannot grant them.
   */
  public static final Set<String> OF_NO_TYPE =
      Set.of(EDIT_PLAYBOOK, PAUSE, RUN_SCHEDULE, VIEW_AUDIT);

  /** Allows users to see the records that they submitted, and to write notes to them. */
  public static final Set<String> OWN = Set.of(VIEW_LIST, VIEW_RECORD, NOTE);

  /** The library's own permissions. */
  public static final List<Permission> OF_LIBRARY =
      Stream.of(
              VIEW_LIST,
              VIEW_RECORD,
              VIEW_ERROR,
              RESTART,
              CANCEL,
              RETRY,
              MARK_PROCESSED,
              VIEW_PAYLOAD,
              EDIT_PAYLOAD,
              BULK,
              NOTE,
              EDIT_PLAYBOOK,
              PAUSE,
              RUN_SCHEDULE,
              ENQUEUE,
              VIEW_AUDIT)
          .map(word -> new Permission(word, !OF_NO_TYPE.contains(word)))
          .toList();

  /** The permission with this word, as Spring binds it from settings. */
  public static Permission of(String word) {
    return new Permission(word, true);
  }

  private String letters() {
    return word.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Compares the letters of the word only, so all spellings are equal. */
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
