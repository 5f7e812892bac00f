package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What befell a record over days or with its workers, planted as the engine finds it. */
final class Trouble {

  private final JdbcClient jdbc;

  Trouble(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The review was filed, and its window began, five days ago. */
  void fiveDaysAgo(Filed review) {
    requireOne(
        """
        update higher_level_review set establishment_due_at = clock_timestamp(),
          establishment_submitted_at = establishment_submitted_at - interval '5 days',
          establishment_last_submitted_at = establishment_last_submitted_at - interval '5 days'
        where id = cast(? as uuid)
        """,
        review);
  }

  /** The latest attempt at the review is that of a worker which nobody has heard of for an hour. */
  void runByADeadWorker(Filed review) {
    jdbc.sql(
            """
            insert into asyncable_worker (name, started_at, seen_at)
            values ('depot:4711', clock_timestamp() - interval '1 day',
              clock_timestamp() - interval '1 hour')
            """)
        .update();
    requireOne(
        """
        update higher_level_review set establishment_attempts = 3, establishment_error = null,
          establishment_cause = null, establishment_hold = null, establishment_published_at = null,
          establishment_attempted_at = clock_timestamp(), establishment_due_at = clock_timestamp(),
          establishment_claimed_by = (select max(epoch) from asyncable_worker where name = 'depot:4711')
        where id = cast(? as uuid)
        """,
        review);
  }

  /** It killed two workers before. */
  void killedTwoWorkers(Filed review) {
    requireOne(
        """
        insert into asyncable_history
          (process_type, record_id, submission, attempt, event, cause, occurred_at, losses)
        select 'HigherLevelReview', cast(id as text), establishment_last_submitted_at, 2, 'lost',
          'worker_died', clock_timestamp(), 2
        from higher_level_review where id = cast(? as uuid)
        """,
        review);
  }

  /** The veteran of the record gets a file number that BGS knows. */
  void correct(Filed record) {
    requireOne(
        "update veteran set file_number = '6' || substr(file_number, 2) where file_number = ?",
        record.fileNumber());
  }

  private void requireOne(String statement, Filed record) {
    requireOne(statement, record.id());
  }

  private void requireOne(String statement, String parameter) {
    assertThat(jdbc.sql(statement).param(parameter).update()).isEqualTo(1);
  }
}
