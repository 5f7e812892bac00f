package io.asyncable.search;

import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The failures of one fingerprint, for a list of the records that failed so. The text of the
 * statements contains the fingerprint, so that PostgreSQL plans for it: a plan for any fingerprint
 * is a bad plan for most.
 *
 * @param isLarge whether there are so many failures that reading all records once is cheaper than
 *     looking up the record of each failure
 */
record FingerprintFilter(String fingerprint, boolean isLarge) {

  private static final int FEW = 1_000;

  /**
   * The order keeps the planner from scanning the whole table in the hope of finding enough rows
   * early.
   */
  private static final String SIZE =
      """
      select count(*) from (
        select 1 from asyncable_history where fingerprint = :fingerprint
        order by process_type, submission limit :limit) h
      """;

  /**
   * From the failures, each record by its primary key. The second condition names no equality, or
   * the planner might take records by their time of submission, which thousands may have in common.
   */
  private static final String SMALL =
      """
      (select distinct record_id, submission from asyncable_history
        where fingerprint = '%s' and process_type = :%s) h
      join {table} t on t.{id} = cast(h.record_id as {idType})
        and t.{last_submitted_at} is not distinct from h.submission
      where %s""";

  /**
   * Both in the order of asyncable_history_group_idx, side by side. {@code offset 0} keeps the
   * planner from hoping that a page is full before all are passed: nobody can tell it how many of
   * the failures are of records that wait still. Both columns are merged, so that it does not
   * matter how many records have the same time.
   */
  private static final String LARGE =
      """
      (select r.* from (
          select t.*, cast(t.{id} as text) as asyncable_id from {table} t where %3$s
          order by t.{last_submitted_at}%4$s, cast(t.{id} as text)%4$s offset 0) r
        where exists (select 1 from asyncable_history h where h.fingerprint = '%1$s'
          and h.process_type = :%2$s and h.submission = r.{last_submitted_at}
          and h.record_id = r.asyncable_id%5$s)
        order by r.{last_submitted_at}%4$s, r.asyncable_id%4$s offset 0) t""";

  /** The group as the history has it. */
  static FingerprintFilter read(String fingerprint, NamedParameterJdbcTemplate jdbc) {
    Map<String, ?> parameters = Map.of("fingerprint", fingerprint, "limit", FEW + 1);
    int size = Objects.requireNonNull(jdbc.queryForObject(SIZE, parameters, Integer.class));
    return new FingerprintFilter(fingerprint, size > FEW);
  }

  /**
   * The order in which records are read.
   *
   * @param isFromTheNewest whether the newest submission comes first
   * @param isFromAPosition whether they begin with the submissions of the time {@code :after}
   */
  record Way(boolean isFromTheNewest, boolean isFromAPosition) {}

  /**
   * The end of a statement from its {@code from} on: records {@code t} that failed so.
   *
   * @param type the parameter that names the process type
   * @param rows which records {@code t} of the table are asked for
   */
  String from(String type, String rows, Way way) {
    if (!isLarge) {
      return SMALL.formatted(fingerprint, type, rows);
    }
    return LARGE.formatted(
        fingerprint,
        type,
        rows,
        way.isFromTheNewest() ? " desc" : "",
        way.isFromAPosition()
            ? "\n    and h.submission %s :after".formatted(way.isFromTheNewest() ? "<=" : ">=")
            : "");
  }
}
