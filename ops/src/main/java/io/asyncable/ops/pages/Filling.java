package io.asyncable.ops.pages;

import io.asyncable.ops.bench.Tables;

/** Fills the claims and their history by SQL, unless they are there from a former run. */
record Filling(Tables tables, int processed, int live, int failed, int failures) {

  /** Of an outage that lasts: each of these failures is of a claim that waits. */
  static final String ONGOING = "aaaaaaaaaaaaaaaa";

  /** Of an outage that is over: most of the claims were processed since. */
  static final String OVER = "bbbbbbbbbbbbbbbb";

  /** How many claims of the outage that is over still wait, behind all others in the list. */
  private static final int LEFT = 60;

  private static final int STEP = 500_000;

  /** No timer comes soon, so that no sweeper looks at them. */
  private static final String CLAIMS =
      """
      insert into claim (id, file_number, submitted_by, office, submitted_at, last_submitted_at,
        attempts, attempted_at, processed_at, error, due_at, claimed_by, cause)
      select gen_random_uuid(), lpad(cast(n as text), 9, '0'), 'user' || n %% 50,
        'office' || n %% 20, s, s, %s
      from generate_series(%d, %d) n,
        lateral (select now() - (%d - n) * %s * interval '1 second' as s) t
      """;

  /** Half of them within 8 seconds, the slowest after days; no two after the same time. */
  private static final String PROCESSED =
      "1, s + interval '1 second', s + interval '1 second' * (1 + exp(random_normal(2, 2))), null, null, 1, null";

  private static final String LIVE =
      """
      case when n % 20 = 0 then 1 else 0 end, case when n % 20 = 0 then s end, null, null,
      s + interval '10 years', case when n % 20 = 0 then 0 end, null
      """;

  private static final String FAILED =
      """
      3, s, null,
      case when n % 3 = 0 then 'VbmsUnavailable: no answer within 10 s'
        else 'BgsRefused: file number ' || n end
        || case when n % 2 = 0 then ' (gave up: window of PT96H over)' else '' end,
      case when n % 2 = 1 then s + interval '10 years' end, 1,
      case when n % 2 = 1 then 'failed' else 'expired_window' end
      """;

  private static final String HISTORY =
      """
      insert into asyncable_history (process_type, record_id, submission, attempt, event, cause,
        occurred_at, began_at, worker, worker_name, error_class, message, stack, fingerprint,
        failures)
      select 'Claim', cast(id as text), last_submitted_at, a, 'failed', 'failed', attempted_at, attempted_at,
        1, 'host', 'com.example.' || split_part(error, ':', 1), error, repeat('at a.b.C.d' || chr(10), 30),
        left(md5(split_part(error, ':', 1) || cast(hashtext(cast(id as text)) % 40 as text)), 16), a
      from claim, generate_series(1, 3) a
      where error is not null and processed_at is null and canceled_at is null
      """;

  private static final String OUTAGE =
      """
      insert into asyncable_history (process_type, record_id, submission, attempt, event, cause,
        occurred_at, began_at, worker, worker_name, error_class, message, stack, fingerprint,
        failures)
      select 'Claim', cast(id as text), last_submitted_at, 1, 'failed', 'failed', last_submitted_at,
        last_submitted_at, 1, 'host', 'com.example.Outage', 'Outage', repeat('at a.b.C.d' || chr(10), 30),
        '%s', 1
      from claim where %s order by last_submitted_at %s limit %d
      """;

  private static final String WAITS = "processed_at is null and canceled_at is null";

  private String mark() {
    return "%d processed, %d live, %d failed, %d failures of each outage"
        .formatted(processed, live, failed, failures);
  }

  /** Whether it had to fill. */
  boolean fill() {
    if (tables.hold("select from filled where what = '" + mark() + "'")) {
      return false;
    }
    tables.execute("truncate claim, filled");
    tables.execute("delete from asyncable_history where process_type = 'Claim'");
    int all = processed + live + failed;
    for (int first = 1; first <= processed; first += STEP) {
      int last = Math.min(processed, first + STEP - 1);
      insert(PROCESSED, first, last, all, 1);
      System.out.printf("%,d processed claims%n", last);
    }
    insert(LIVE, processed + 1, processed + live, all, 1);
    // As old as the live ones, so that lists mix them.
    insert(FAILED, processed + live + 1, all, all, (live + failed) / (double) failed);
    tables.execute(HISTORY);
    tables.execute(OUTAGE.formatted(ONGOING, WAITS, "asc", failures));
    tables.execute(OUTAGE.formatted(OVER, "processed_at is not null", "desc", failures - LEFT));
    tables.execute(OUTAGE.formatted(OVER, WAITS, "desc", LEFT));
    tables.settle();
    tables.execute("insert into filled values ('" + mark() + "')");
    return true;
  }

  private void insert(String columns, int first, int last, int all, double secondsApart) {
    tables.execute(CLAIMS.formatted(columns.strip(), first, last, all, secondsApart));
  }
}
