package io.asyncable.move;

import static io.asyncable.State.CANCELED;
import static io.asyncable.State.EXPIRED;
import static io.asyncable.State.PROCESSED;
import static io.asyncable.State.QUEUED;
import static io.asyncable.State.RETRYING;
import static io.asyncable.State.RUNNING;
import static io.asyncable.State.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.State;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.move.Rule.Token;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Each move in every form that it can be rendered in, on a letter in every state. */
@StillEngineTest
class MoveTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Instant EARLIER = NOW.minus(Duration.ofHours(1));

  /** Two consequences that the engine does not have; no move and no caller knows of them. */
  private static final List<Consequence> MADE_UP =
      List.of(
          new HistoryEntry(),
          new Consequence() {
            @Override
            public List<String> sets(Move move) {
              return List.of("moves = t.moves + 1");
            }

            @Override
            public Optional<Following> follows(Move move) {
              return Optional.of(
                  new Following(
                      "posted",
                      List.of(Returned.ID),
                      "insert into outbox (record_id, move) select id, '" + move + "' from moved"));
            }
          });

  @Autowired Workbench bench;
  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionOperations transactions;

  private final UUID id = UUID.randomUUID();
  private long worker;

  @BeforeEach
  void clear() {
    bench.clear();
    worker = bench.worker();
  }

  private static Set<State> states(Move move) {
    return switch (move) {
      case SUBMIT -> EnumSet.allOf(State.class);
      case CLAIM, PARK, RETRY_NOW -> EnumSet.of(QUEUED, RETRYING);
      case COMPLETE, CANCEL_BY_HANDLER -> EnumSet.of(RUNNING, RETRYING);
      case BEGIN_ONCE, FAIL, RELEASE -> EnumSet.of(RUNNING);
      case EXPIRE, HOLD_BACK -> EnumSet.of(SCHEDULED, QUEUED, RETRYING);
      case SET_TIMER, PUBLISH -> EnumSet.of(SCHEDULED, QUEUED, RUNNING, RETRYING);
      case RESTART -> EnumSet.of(RETRYING, EXPIRED, PROCESSED, CANCELED);
      case BEGIN_NOW, BEGIN_WAITING -> EnumSet.of(SCHEDULED);
      case CANCEL -> EnumSet.complementOf(EnumSet.of(PROCESSED, CANCELED));
      case MARK_PROCESSED -> EnumSet.of(SCHEDULED, QUEUED, RUNNING, RETRYING, EXPIRED);
      case UPDATE_ERROR -> EnumSet.of(RETRYING, EXPIRED, CANCELED);
      case CLEAR_ERROR -> EnumSet.of(CANCELED);
    };
  }

  @ParameterizedTest
  @EnumSource
  void isPossibleInItsStatesAndHasEveryConsequence(Move move) {
    inMadeUpTables(
        () -> {
          for (Form form : Form.values()) {
            for (State state : State.values()) {
              put(state);
              Tally before = tally();
              int expected = states(move).contains(state) ? 1 : 0;

              assertThat(moved(move, form, seen())).as("%s %s", form, state).isEqualTo(expected);
              assertThat(tally())
                  .as("%s %s", form, state)
                  .isEqualTo(before.plus(expected, move.rule().entry().isEmpty() ? 0 : expected));
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void isImpossibleWithAStaleToken(Move move) {
    inMadeUpTables(
        () -> {
          for (Form form : Form.values()) {
            for (State state : states(move)) {
              for (Token token : move.rule().tokens()) {
                put(state);
                Map<Given, Object> stale = seen();
                stale.computeIfPresent(token.seen(), (given, value) -> changed(value));

                assertThat(moved(move, form, stale)).as("%s %s %s", form, state, token).isZero();
              }
            }
          }
        });
  }

  private static Object changed(Object token) {
    return token instanceof Instant time
        ? time.plusSeconds(1)
        : token instanceof Integer number ? number + 1 : (Long) token + 1;
  }

  private void inMadeUpTables(Runnable test) {
    transactions.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          jdbc.execute("alter table letter add column moves integer not null default 0");
          jdbc.execute("create table outbox (record_id text not null, move text not null)");
          jdbc.update("insert into letter (id) values (?)", id);
          test.run();
        });
  }

  private int moved(Move move, Form form, Map<Given, Object> given) {
    String sql = bench.type().render(new MoveSql(move, form, MADE_UP).moving());
    return new NamedParameterJdbcTemplate(jdbc)
        .queryForObject(sql, parameters(form, given), Integer.class);
  }

  /** How often the letter was moved, and what the moves left elsewhere. */
  private record Tally(int moves, int posted, int entries) {
    Tally plus(int moved, int told) {
      return new Tally(moves + moved, posted + moved, entries + told);
    }
  }

  private Tally tally() {
    return jdbc.queryForObject(
        """
        select moves, (select count(*) from outbox where record_id = cast(l.id as text)),
          (select count(*) from asyncable_history where record_id = cast(l.id as text))
        from letter l
        """,
        (row, index) -> new Tally(row.getInt(1), row.getInt(2), row.getInt(3)));
  }

  private void put(State state) {
    boolean submitted = state != State.NOT_SUBMITTED;
    boolean attempted = submitted && state != SCHEDULED && state != QUEUED;
    boolean timed = submitted && !Set.of(EXPIRED, PROCESSED, CANCELED).contains(state);
    new NamedParameterJdbcTemplate(jdbc)
        .update(
            """
            update letter set submitted_at = :submission, last_submitted_at = :submission,
              attempts = :attempts, attempted_at = :attempted, claimed_by = :worker, error = :error,
              due_at = :due, published_at = :published, processed_at = :processed,
              canceled_at = :canceled
            """,
            new Parameters()
                .time("submission", submitted ? state == SCHEDULED ? LATER : EARLIER : null)
                .value("attempts", attempted ? 1 : 0)
                .time("attempted", attempted ? EARLIER : null)
                .value("worker", attempted ? worker : null)
                .value("error", Set.of(RETRYING, EXPIRED, CANCELED).contains(state) ? "Busy" : null)
                .time("due", timed ? LATER : null)
                .time("published", state == QUEUED || state == RETRYING ? NOW : null)
                .time("processed", state == PROCESSED ? NOW : null)
                .time("canceled", state == CANCELED ? NOW : null));
  }

  /** What a caller gives that has seen the letter as it is. */
  private Map<Given, Object> seen() {
    Map<Given, Object> given = new EnumMap<>(Given.class);
    for (Given one : Given.values()) {
      given.put(one, "made up");
    }
    given.put(Given.ID, id);
    given.put(Given.EPOCH, worker);
    given.put(Given.EVENT, Event.FAILED.word());
    given.put(Given.CAUSE, Cause.FAILED.word());
    given.put(Given.DUE, LATER);
    given.put(Given.BEGUN, EARLIER);
    given.put(Given.FAILURES, 1);
    given.put(Given.LOSSES, 0);
    jdbc.query(
        "select coalesce(last_submitted_at, now()) as submission, attempts from letter",
        row -> {
          given.put(Given.SUBMISSION, SqlTime.read(row, "submission"));
          given.put(Given.ATTEMPT, row.getInt("attempts"));
        });
    return given;
  }

  private static Parameters parameters(Form form, Map<Given, Object> given) {
    Parameters parameters =
        new Parameters()
            .value("type", "Letter")
            .value("actor", null)
            .value("reason", null)
            .value("trace", null)
            .value("hold", Cause.HELD.word())
            .time("now", NOW)
            .time("near", NOW)
            .time("lease", LATER)
            .time("eligible", NOW)
            .time("published", NOW);
    given.forEach((one, value) -> add(parameters, one.column(), value));
    if (form.isByArrays()) {
      given.forEach((one, value) -> addArray(parameters, one.array().substring(1), value));
    }
    return parameters;
  }

  private static void add(Parameters parameters, String name, Object value) {
    if (value instanceof Instant time) {
      parameters.time(name, time);
    } else {
      parameters.value(name, value instanceof UUID ? value.toString() : value);
    }
  }

  private static void addArray(Parameters parameters, String name, Object value) {
    if (value instanceof Integer number) {
      parameters.integers(name, List.of(number), one -> one);
    } else if (value instanceof Long number) {
      parameters.longs(name, List.of(number), one -> one);
    } else {
      parameters.texts(name, List.of(value), one -> one);
    }
  }
}
