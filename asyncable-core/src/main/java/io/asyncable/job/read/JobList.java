package io.asyncable.job.read;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.State;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.move.RecordRow;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Reads jobs of several types, the newest first, page by page. Unlike the list of stuck records it
 * also finds those that have ended, as long as they are kept.
 */
public final class JobList {

  /** States of jobs that have ended; the others are live. */
  private static final Set<State> ENDED = EnumSet.of(State.PROCESSED, State.CANCELED);

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  /** By the index of live jobs on the type and the submission. */
  private static final String LIVE = "t.{processed_at} is null and t.{canceled_at} is null";

  /** By the index of ended jobs on the type and the time of the end. */
  private static final String OVER =
      "(t.{processed_at} is not null or t.{canceled_at} is not null)";

  private static final String END = "coalesce(t.{processed_at}, t.{canceled_at})";

  private static final String SUBMISSION = COLUMN.apply(AsyncColumn.LAST_SUBMITTED_AT);

  /** Of each type no more than the page can show; its records are found by an index in order. */
  private static final String PAGE =
      """
      select p.* from {types} k(type, value)
      cross join lateral (
        select k.type, KEY as at, t.{id} as place, COLUMNS
        from {table} t where t.{discriminator} = k.value and WHICH
          and (cast(:tenant as text) is null or t.tenant = :tenant)AFTER
        order by KEY desc, t.{id} desc limit :limit) p
      where k.type = any(:types)
      order by p.at desc, p.place desc limit :limit
      """
          .replace("COLUMNS", RecordRow.COLUMNS);

  private static final String AFTER = "\n    and (KEY, t.{id}) < (:at, cast(:id as {idType}))";

  private final NamedParameterJdbcTemplate jdbc;

  JobList(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /**
   * Which jobs.
   *
   * @param state null for all that have not ended
   * @param tenant null for any
   */
  public record Wanted(@Nullable State state, @Nullable String tenant) {

    private boolean isEnded() {
      return ENDED.contains(state);
    }
  }

  /**
   * Where a page ends: the next begins after it.
   *
   * @param at when the last job of the page was submitted, or ended if ended ones are listed
   */
  public record Position(Instant at, String id) {}

  /**
   * A page.
   *
   * @param end where it ends; null on the last
   */
  public record Page(List<RecordRow> jobs, @Nullable Position end) {}

  /**
   * Reads a page.
   *
   * @param types of jobs
   * @param after where the page before ended; null for the first
   */
  public Page page(
      List<ProcessType> types, Wanted wanted, @Nullable Position after, int size, Instant now) {
    if (types.isEmpty()) {
      return new Page(List.of(), null);
    }
    Map<String, ProcessType> byName =
        types.stream().collect(Collectors.toMap(ProcessType::name, type -> type));
    Parameters parameters =
        new Parameters()
            .texts("types", types, ProcessType::name)
            .value("tenant", wanted.tenant)
            .value("limit", size + 1)
            .time("now", now);
    if (after != null) {
      parameters.time("at", after.at).value("id", after.id);
    }
    List<RecordRow> jobs = new ArrayList<>();
    List<Position> places = new ArrayList<>();
    RowCallbackHandler add =
        row -> {
          RecordRow job = RecordRow.of(byName.get(row.getString("type")), row);
          jobs.add(job);
          places.add(new Position(SqlTime.read(row, "at"), job.id()));
        };
    jdbc.query(types.get(0).table().sql(statement(wanted, after != null)), parameters, add);
    return jobs.size() > size
        ? new Page(jobs.subList(0, size), places.get(size - 1))
        : new Page(jobs, null);
  }

  private static String statement(Wanted wanted, boolean after) {
    String which = wanted.isEnded() ? OVER : LIVE;
    if (wanted.state != null) {
      Condition condition = wanted.state.condition();
      which += " and (" + condition.sql(COLUMN, ":now") + ")";
    }
    return PAGE.replace("AFTER", after ? AFTER : "")
        .replace("WHICH", which)
        .replace("KEY", wanted.isEnded() ? END : SUBMISSION);
  }
}
