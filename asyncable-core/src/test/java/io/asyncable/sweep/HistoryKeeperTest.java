package io.asyncable.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the history keeps its bounds: 100 entries of a record, for 90 days. */
@StillEngineTest
class HistoryKeeperTest {

  @Autowired Workbench bench;
  @Autowired HistoryKeeper keeper;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    keeper.pass();
  }

  /** Of a history that grew by far more in a minute than one statement deletes. */
  @Test
  void oneLookDeletesAllThatIsBeyondItsBounds() {
    Instant now = clock.instant();
    entries("many", 30_500, now);
    entries("few", 100, now);
    entries("old", 25_000, now.minus(Duration.ofDays(91)));
    entries("just in time", 7, now.minus(Duration.ofDays(89)));

    keeper.pass();

    assertThat(kept("many")).isEqualTo(100);
    assertThat(kept("few")).isEqualTo(100);
    assertThat(kept("old")).isZero();
    assertThat(kept("just in time")).isEqualTo(7);
    assertThat(attempts("many")).isEqualTo(List.of(30_401, 30_500));
  }

  @Test
  void theNextLookGoesOnWhereThisOneEnded() {
    entries("again", 150, clock.instant());
    keeper.pass();
    entries("again", 20, clock.instant());
    entries("other", 101, clock.instant());
    keeper.pass();
    assertThat(kept("again")).isEqualTo(100);
    assertThat(kept("other")).isEqualTo(100);
  }

  private void entries(String record, int many, Instant at) {
    jdbc.sql(
            """
            insert into asyncable_history
              (process_type, record_id, submission, attempt, event, occurred_at, message)
            select 'Letter', :record, :at, i, 'failed', :at, 'busy'
            from generate_series(1, :many) i
            """)
        .param("record", record)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("many", many)
        .update();
  }

  private int kept(String record) {
    return jdbc.sql("select count(*) from asyncable_history where record_id = ?")
        .param(record)
        .query(Integer.class)
        .single();
  }

  /** The first and the last one that are kept. */
  private List<Integer> attempts(String record) {
    return jdbc.sql(
            """
            select unnest(array[min(attempt), max(attempt)])
            from asyncable_history where record_id = ?
            """)
        .param(record)
        .query(Integer.class)
        .list();
  }
}
