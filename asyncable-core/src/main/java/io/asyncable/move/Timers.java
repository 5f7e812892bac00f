package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Finds due records and sets timers. Never changes a token. */
public final class Timers {

  private static final String FIND_DUE = finding("");

  /**
   * For a queue that is paused or cannot be reached: finds only expired windows and lost attempts.
   * Waiting records stay due, so nothing is written while they wait, and they continue at once when
   * the queue does.
   */
  private static final String FIND_DUE_OF_STILL =
      finding(
          "\n  and (t.{last_submitted_at} <= :overdue or t.{attempts} > 0 and t.{error} is null)");

  /** Only records that this worker claimed: for an instance that does not sweep for others. */
  private static final String FIND_OWN_DUE =
      finding("\n  and t.{claimed_by} = :epoch and t.{attempts} > 0 and t.{error} is null");

  /**
   * By the index on {@code due_at}, also once a session has planned the statement for all times:
   * for an {@code exists} it would then expect to come upon a due record soon, and read the table.
   */
  private static final String ANY_DUE = "select min({due_at}) <= :now from {table}";

  private static final String SET = MoveSql.of(Move.SET_TIMER, Form.MANY);

  private static final String PUBLISH = MoveSql.of(Move.PUBLISH, Form.MANY);

  private static final String HOLD_BACK = MoveSql.of(Move.HOLD_BACK, Form.MANY);

  private static final String PARK = MoveSql.of(Move.PARK, Form.MANY);

  /** Skips rows that somebody holds locked, such as the dead worker's own session. */
  private static final String RELEASE = MoveSql.of(Move.RELEASE, Form.ALL_FREE);

  private static final String ANY_LEFT = MoveSql.isMovable(Move.RELEASE, Form.ALL_FREE);

  private final NamedParameterJdbcTemplate jdbc;

  Timers(EngineDatabase database) {
    this.jdbc = database.named();
  }

  /**
   * Finds and locks due records that meet this as well. Another living worker checks its own
   * running records. By the index on {@code due_at}.
   */
  private static String finding(String further) {
    return """
        select cast(t.{id} as text) as id, t.{last_submitted_at} as submission,
          t.{attempts} as attempt, t.{attempted_at} as attempted, t.{claimed_by} as worker,
          t.{error} as error, t.{trace} as trace, t.{published_at} as published,
          t.{attempts} > 0 and t.{error} is null as running,
          case when t.{attempts} > 0 then %s end as counts
        from {table} t
        where t.{due_at} <= :now and t.{processed_at} is null and t.{canceled_at} is null
          and (t.{attempts} = 0 or t.{error} is not null or t.{claimed_by} = :epoch
            or not exists (select 1 from asyncable_worker w
                           where w.epoch = t.{claimed_by} and w.dead_at is null))%s
        order by t.{due_at} limit :limit
        for no key update of t skip locked
        """
        .formatted(Counts.SQL, further);
  }

  /** Whether any record is due; running records of other living workers count too. */
  public boolean anyDue(ProcessType type, Instant now) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(type.sql(ANY_DUE), new Parameters().time("now", now), Boolean.class));
  }

  /** Finds and locks due records, for the length of the caller's transaction. */
  public List<Due> findDue(ProcessType type, long epoch, int limit, Instant now) {
    return find(FIND_DUE, type, looking(type, epoch, limit, now));
  }

  /**
   * The same for a type whose queue is paused or cannot be reached, without the records that only
   * wait.
   *
   * @param overdue submissions up to this time have had their window
   */
  public List<Due> findDueOfStill(
      ProcessType type, long epoch, int limit, Instant now, Instant overdue) {
    return find(FIND_DUE_OF_STILL, type, looking(type, epoch, limit, now).time("overdue", overdue));
  }

  /** The same for the attempts that this worker claimed, and no others. */
  public List<Due> findOwnDue(ProcessType type, long epoch, int limit, Instant now) {
    return find(FIND_OWN_DUE, type, looking(type, epoch, limit, now));
  }

  private static Parameters looking(ProcessType type, long epoch, int limit, Instant now) {
    return new Parameters()
        .value("type", type.name())
        .value("epoch", epoch)
        .value("limit", limit)
        .time("now", now);
  }

  private List<Due> find(String statement, ProcessType type, Parameters parameters) {
    return jdbc.query(type.sql(statement), parameters, (row, index) -> due(type, row));
  }

  private static Due due(ProcessType type, ResultSet row) throws SQLException {
    Counts counts = Counts.in(row);
    Reference reference =
        new Reference(
            type.name(),
            row.getString("id"),
            SqlTime.readNullable(row, "submission"),
            row.getInt("attempt"));
    return new Due(
        reference,
        SqlTime.readNullable(row, "attempted"),
        row.getObject("worker", Long.class),
        row.getString("error"),
        row.getBoolean("running"),
        counts.failures(),
        counts.losses(),
        row.getString("trace"),
        SqlTime.readNullable(row, "published"));
  }

  /** Sets the timers of records that have not changed since; returns how many. */
  public int set(ProcessType type, List<Timer> timers) {
    return write(type, SET, timers, new Parameters());
  }

  /** The same for records whose messages are published as of now. */
  public int publish(ProcessType type, List<Timer> timers, Instant now) {
    return write(type, PUBLISH, timers, new Parameters().time("now", now));
  }

  /** Postpones waiting records that an open breaker holds; returns how many. */
  public int holdBack(ProcessType type, List<Timer> timers) {
    return write(type, HOLD_BACK, timers, new Parameters().value("hold", Cause.HELD.word()));
  }

  /**
   * Postpones waiting records whose message was consumed, without an attempt; returns how many.
   *
   * @param hold what postpones them
   */
  public int park(ProcessType type, Cause hold, List<Timer> timers) {
    return write(type, PARK, timers, new Parameters().value("hold", hold.word()));
  }

  private int write(ProcessType type, String statement, List<Timer> timers, Parameters parameters) {
    if (timers.isEmpty()) {
      return 0;
    }
    List<Timer> ordered =
        timers.stream().sorted(Comparator.comparing(timer -> timer.reference().id())).toList();
    parameters
        .texts("ids", ordered, timer -> timer.reference().id())
        .texts("submissions", ordered, timer -> timer.reference().submission())
        .integers("attempts", ordered, timer -> timer.reference().attempt())
        .texts("dues", ordered, Timer::dueAt);
    return moved(type.sql(statement), parameters);
  }

  /** Makes the unfinished claims of a dead worker due at once, except those that are locked. */
  public void release(ProcessType type, long deadEpoch) {
    moved(type.sql(RELEASE), new Parameters().value("epoch", deadEpoch));
  }

  private int moved(String statement, Parameters parameters) {
    return Objects.requireNonNull(jdbc.queryForObject(statement, parameters, Integer.class));
  }

  /** Whether a dead worker has unfinished claims that are not released. */
  public boolean isAnyLeft(ProcessType type, long deadEpoch) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            type.sql(ANY_LEFT), new Parameters().value("epoch", deadEpoch), Boolean.class));
  }

  /** When to look at a record again. */
  public record Timer(Reference reference, Instant dueAt) {}
}
