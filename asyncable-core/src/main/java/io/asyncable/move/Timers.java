package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Finds due records and sets timers. Never changes a token. */
public final class Timers {

  /**
   * By the index on {@code due_at}, also once a session has planned the statement for all times:
   * for an {@code exists} it would then expect to come upon a due record soon, and read the table.
   */
  private static final String ANY_DUE = "select min({due_at}) <= :now from {table} t where {known}";

  private static final String SET = MoveSql.of(Move.SET_TIMER, Form.MANY);

  private static final String PUBLISH = MoveSql.of(Move.PUBLISH, Form.MANY);

  private static final String HOLD_BACK = MoveSql.of(Move.HOLD_BACK, Form.MANY);

  private static final String PARK = MoveSql.of(Move.PARK, Form.MANY);

  /** Skips rows that somebody holds locked, such as the dead worker's own session. */
  private static final String RELEASE = MoveSql.of(Move.RELEASE, Form.ALL_FREE);

  private static final String ANY_LEFT = MoveSql.isMovable(Move.RELEASE, Form.ALL_FREE);

  /** What finds the records of a single look. */
  private static final Map<Found, String> FIND =
      Arrays.stream(Found.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  Found::sql,
                  (one, other) -> one,
                  () -> new EnumMap<>(Found.class)));

  private final NamedParameterJdbcTemplate jdbc;

  Timers(EngineDatabase database) {
    this.jdbc = database.named();
  }

  /** Which due records a look finds. */
  private enum Found {

    /** What waits, and the attempts of this worker and of no living one. */
    ALL(""),

    /**
     * For a queue that is paused or cannot be reached: only expired windows and lost attempts.
     * Waiting records stay due, so nothing is written while they wait, and they continue at once
     * when the queue does.
     */
    WITHOUT_WAITING(
        """

          and (t.{last_submitted_at} <= :overdue or t.{attempts} > 0 and t.{error} is null)\
        """),

    /** Only the attempts of this worker: for an instance that does not sweep for others. */
    OWN("\n  and t.{claimed_by} = :epoch and t.{attempts} > 0 and t.{error} is null");

    private final String further;

    Found(String further) {
      this.further = further;
    }

    String sql() {
      return find(Counts.SQL, "{ofType}", further, ":limit");
    }
  }

  /** Which due records several looks find in one table, each look as if it were alone. */
  private enum FoundOfEach {

    /** For a look with {@code overdue}, {@link Found#WITHOUT_WAITING}; for others all. */
    DUE(
        """

          and (l.overdue is null or t.{last_submitted_at} <= cast(l.overdue as timestamptz)
            or t.{attempts} > 0 and t.{error} is null)\
        """),

    OWN(Found.OWN.further);

    private final String sql;

    /**
     * One plan however many types the table has: the records of each are found by an index of their
     * own part, and the types are data.
     */
    FoundOfEach(String further) {
      this.sql =
          """
          select l.type, d.* from unnest(:types, :limits, :overdues) l(type, most, overdue)
          join {types} k(type, value) on k.type = l.type
          cross join lateral (
          %s) d
          """
              .formatted(
                  find(Counts.sql("l.type"), "t.{discriminator} = k.value", further, "l.most"));
    }
  }

  /**
   * Finds and locks records, by the index on {@code due_at}. Another living worker checks its own
   * running records.
   */
  private static String find(String counts, String ofType, String further, String limit) {
    return """
        select cast(t.{id} as text) as id, t.{last_submitted_at} as submission,
          t.{attempts} as attempt, t.{attempted_at} as attempted, t.{claimed_by} as worker,
          t.{error} as error, t.{trace} as trace, t.{published_at} as published,
          t.{attempts} > 0 and t.{error} is null as running,
          t.{cause} = 'outcome_unknown' as once,
          case when t.{attempts} > 0 then %s end as counts
        from {table} t
        where t.{due_at} <= :now and t.{processed_at} is null and t.{canceled_at} is null and %s
          and (t.{attempts} = 0 or t.{error} is not null or t.{claimed_by} = :epoch
            or not exists (select 1 from asyncable_worker w
                           where w.epoch = t.{claimed_by} and w.dead_at is null))%s
        order by t.{due_at} limit %s
        for no key update of t skip locked
        """
        .formatted(counts, ofType, further, limit);
  }

  /**
   * Whether any record of a known type is due; running records of other living workers count too.
   */
  public boolean anyDue(AsyncTable table, Instant now) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(table.sql(ANY_DUE), new Parameters().time("now", now), Boolean.class));
  }

  /**
   * What a sweep looks for: due records of a type.
   *
   * @param limit how many at most, so that no type of a table hides what is due of another
   * @param overdue null to find all. Of a type whose queue is paused or cannot be reached, the
   *     records that only wait are left out, unless they were submitted up to this time and so have
   *     had their window.
   */
  public record Look(ProcessType type, int limit, @Nullable Instant overdue) {}

  /**
   * Finds and locks due records, for the length of the caller's transaction, in one statement.
   *
   * @param looks for records of different types in the same table
   */
  public List<Due> findDue(List<Look> looks, long epoch, Instant now) {
    if (looks.size() > 1) {
      return findOfEach(FoundOfEach.DUE, looks, epoch, now);
    }
    Look look = looks.get(0);
    return find(look.overdue() == null ? Found.ALL : Found.WITHOUT_WAITING, look, epoch, now);
  }

  /** The same for the attempts that this worker claimed, and no others. */
  public List<Due> findOwnDue(List<Look> looks, long epoch, Instant now) {
    return looks.size() > 1
        ? findOfEach(FoundOfEach.OWN, looks, epoch, now)
        : find(Found.OWN, looks.get(0), epoch, now);
  }

  private List<Due> find(Found found, Look look, long epoch, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("type", look.type().name())
            .value("epoch", epoch)
            .time("now", now)
            .value("limit", look.limit())
            .time("overdue", look.overdue());
    return jdbc.query(
        look.type().sql(FIND.get(found)), parameters, (row, index) -> due(look.type(), row));
  }

  private List<Due> findOfEach(FoundOfEach found, List<Look> looks, long epoch, Instant now) {
    Map<String, ProcessType> types =
        looks.stream().map(Look::type).collect(Collectors.toMap(ProcessType::name, type -> type));
    Parameters parameters =
        new Parameters()
            .texts("types", looks, look -> look.type().name())
            .integers("limits", looks, Look::limit)
            .texts("overdues", looks, Look::overdue)
            .value("epoch", epoch)
            .time("now", now);
    AsyncTable table = looks.get(0).type().table();
    return jdbc.query(
        table.sql(found.sql),
        parameters,
        (row, index) -> due(Objects.requireNonNull(types.get(row.getString("type"))), row));
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
        row.getBoolean("once"),
        counts.failures(),
        counts.losses(),
        row.getString("trace"),
        SqlTime.readNullable(row, "published"));
  }

  /** Sets the timers of records that have not changed since; returns how many. */
  public int set(AsyncTable table, List<Timer> timers) {
    return write(table.sql(SET), timers, new Parameters());
  }

  /** The same for records whose messages are published as of now. */
  public int publish(AsyncTable table, List<Timer> timers, Instant now) {
    return write(table.sql(PUBLISH), timers, new Parameters().time("now", now));
  }

  /** Postpones waiting records that an open breaker holds; returns how many. */
  public int holdBack(AsyncTable table, List<Timer> timers) {
    return write(table.sql(HOLD_BACK), timers, new Parameters().value("hold", Cause.HELD.word()));
  }

  /**
   * Postpones waiting records whose message was consumed, without an attempt; returns how many.
   *
   * @param hold what postpones them
   */
  public int park(ProcessType type, Cause hold, List<Timer> timers) {
    return write(type.sql(PARK), timers, new Parameters().value("hold", hold.word()));
  }

  private int write(String statement, List<Timer> timers, Parameters parameters) {
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
    return moved(statement, parameters);
  }

  /** Makes the unfinished claims of a dead worker due at once, except those that are locked. */
  public void release(AsyncTable table, long deadEpoch) {
    moved(table.sql(RELEASE), new Parameters().value("epoch", deadEpoch));
  }

  private int moved(String statement, Parameters parameters) {
    return Objects.requireNonNull(jdbc.queryForObject(statement, parameters, Integer.class));
  }

  /** Whether a dead worker has unfinished claims that are not released. */
  public boolean isAnyLeft(AsyncTable table, long deadEpoch) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            table.sql(ANY_LEFT), new Parameters().value("epoch", deadEpoch), Boolean.class));
  }

  /** When to look at a record again. */
  public record Timer(Reference reference, Instant dueAt) {}
}
