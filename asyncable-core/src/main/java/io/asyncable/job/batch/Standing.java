package io.asyncable.job.batch;

/** How that stands for which a job waits, as SQL about its dependency {@code d}. */
final class Standing {

  /**
   * A table {@code s} of one row. Its {@code standing} is <code>live</code> while a job waits or
   * runs, or a batch is open or has such a job; <code>failed</code> if a job was canceled or given
   * up, or a batch has such a job; and null if it was processed, or is not there any more.
   *
   * <p>By the index on the batch and the timer: for an {@code exists} the planner would expect to
   * come upon a job soon, and read the table.
   */
  static final String SQL =
      """
      lateral (select case
        when d.is_batch then (
          select case
            when b.closed_at is null or (
              select min(m.due_at) from asyncable_job m where m.batch_id = b.id) is not null
              then 'live'
            when (
              select count(*) from asyncable_job m
              where m.batch_id = b.id and m.due_at is null and m.processed_at is null) > 0
              then 'failed'
          end
          from asyncable_job_batch b where b.id = d.awaited)
        else (
          select case when p.due_at is not null then 'live' when p.processed_at is null then 'failed' end
          from asyncable_job p where p.id = d.awaited)
        end as standing) s\
      """;

  /** The condition that the job has to wait. */
  static final String HOLDS =
      "s.standing = any (case d.otherwise when 'go_on' then array['live']"
          + " else array['live', 'failed'] end)";

  private Standing() {}
}
