package io.asyncable;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a user may be allowed to do under {@code /jobs} and {@code /api}; who is, the settings under
 * {@code asyncable.web.access} say.
 */
public enum Permission {
  /** See the lists, counts, queues, workers and breakers. */
  VIEW_LIST,
  /** See a record: its columns, its history and its notes. */
  VIEW_RECORD,
  /**
   * See the whole text of errors, stacks included, which may hold personal data; on the pages of a
   * record and of a group of errors. Lists, files and alerts have the first token for everybody.
   */
  VIEW_ERROR,
  /** Begin a new submission of a record, or a scheduled one before its time. */
  RESTART,
  /** Cancel a record. */
  CANCEL,
  /** Let a waiting record's next attempt begin now. */
  RETRY,
  /** Act on many records at once. */
  BULK,
  /** Write notes. */
  NOTE,
  /** Pause and resume queues. */
  PAUSE,
  /** See who did what. */
  VIEW_AUDIT;

  /** Everything. */
  public static final Set<Permission> OPERATOR = Set.copyOf(EnumSet.allOf(Permission.class));

  /** Sees lists and records, without the whole text of errors, and does nothing. */
  public static final Set<Permission> VIEWER = Set.of(VIEW_LIST, VIEW_RECORD);

  /** Concern no process type, so only what holds for all types grants them. */
  public static final Set<Permission> OF_NO_TYPE = Set.of(PAUSE, VIEW_AUDIT);

  /** Sees the records that the user submitted, and may write notes to them. */
  public static final Set<Permission> OWN = Set.of(VIEW_LIST, VIEW_RECORD, NOTE);
}
