package io.asyncable.job;

import org.jspecify.annotations.Nullable;

/**
 * Tells how far an attempt has come; a parameter of a {@link JobHandler} method. The job's page
 * shows it. It is written at most once a second, so a handler may tell as often as it likes, and
 * the latest is written when the handler ends. A progress that cannot be written is logged and
 * lost.
 *
 * <p>A handler with a transaction cannot have one, because nobody could see the progress before the
 * commit. That stops the start.
 */
public interface JobProgress {

  /**
   * So many of all are done.
   *
   * @throws IllegalArgumentException if {@code done} is negative or more than {@code total}
   */
  default void tell(long done, long total) {
    tell(done, total, null);
  }

  /**
   * The same with a message, of which up to 2,000 characters are kept.
   *
   * @throws IllegalArgumentException if {@code done} is negative or more than {@code total}
   */
  void tell(long done, long total, @Nullable String message);
}
