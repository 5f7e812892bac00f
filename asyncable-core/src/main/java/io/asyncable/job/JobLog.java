package io.asyncable.job;

/**
 * Keeps what an attempt does, line by line; a parameter of a {@link JobHandler} method. The job's
 * page shows the lines. They are written within a second by a thread of the engine, so that they
 * stay when the attempt fails and its transaction is rolled back. What a worker that is killed has
 * not written yet is lost.
 *
 * <p>A job keeps its newest {@code asyncable.jobs.log.lines} (200) lines, of all its attempts,
 * until the job is deleted.
 */
public interface JobLog {

  /**
   * Adds a line, of which {@code asyncable.jobs.log.line-length} (1,000) characters are kept. Never
   * waits, and never fails: lines that cannot be written for long are dropped.
   */
  void add(String line);
}
