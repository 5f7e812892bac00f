package io.asyncable;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a user may do under {@code /jobs} and {@code /api}. The settings under {@code
 * asyncable.web.access} say which users have which permission.
 */
public enum Permission {
  /** See the lists, counts, queues, workers and breakers. */
  VIEW_LIST,
  /** See a record: its columns, its history and its notes. */
  VIEW_RECORD,
  /**
   * See the whole text of errors with their stacks, which may contain personal data, on the pages
   * of a record and of a group of errors. Lists, files and alerts show everybody the first token
   * only.
   */
  VIEW_ERROR,
  /** Begin a new submission of a record, or a scheduled one before its time. */
  RESTART,
  /** Cancel a record. */
  CANCEL,
  /** Make the next attempt of a waiting record begin now. */
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

  /** See lists and records, without the whole text of errors, and change nothing. */
  public static final Set<Permission> VIEWER = Set.of(VIEW_LIST, VIEW_RECORD);

  /** Permissions that concern no process type, so the settings of one type cannot grant them. */
  public static final Set<Permission> OF_NO_TYPE = Set.of(PAUSE, VIEW_AUDIT);

  /** See the records that the user submitted, and write notes to them. */
  public static final Set<Permission> OWN = Set.of(VIEW_LIST, VIEW_RECORD, NOTE);
}
