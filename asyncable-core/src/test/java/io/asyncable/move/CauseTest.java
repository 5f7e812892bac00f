package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.engine.StillEngineTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@StillEngineTest
class CauseTest {

  private static final Pattern WORD = Pattern.compile("'(\\w+)'");

  /** How attempts end without success, and why the engine gives up. */
  private static final Set<Cause> STORED =
      EnumSet.of(
          Cause.FAILED,
          Cause.POSTPONED,
          Cause.GIVEN_BACK,
          Cause.LOST,
          Cause.OVERRAN,
          Cause.WORKER_DIED,
          Cause.EXPIRED_WINDOW,
          Cause.EXPIRED_ATTEMPTS,
          Cause.EXPIRED_PERMANENT,
          Cause.PAYLOAD_UNREADABLE,
          Cause.OUTCOME_UNKNOWN,
          Cause.QUARANTINED);

  @Autowired JdbcClient jdbc;

  private static final Set<Cause> HOLDS =
      EnumSet.of(Cause.HELD, Cause.RATE_LIMITED, Cause.BULKHEAD_FULL);

  @Test
  void theDatabaseKnowsTheWordsThatAreStored() {
    assertThat(known("letter__cause_known")).containsExactlyInAnyOrderElementsOf(STORED);
    assertThat(known("asyncable_history_cause_known")).containsExactlyInAnyOrderElementsOf(STORED);
    assertThat(known("letter__hold_known")).containsExactlyInAnyOrderElementsOf(HOLDS);
  }

  private List<Cause> known(String constraint) {
    String definition =
        jdbc.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = ?")
            .param(constraint)
            .query(String.class)
            .single();
    return WORD.matcher(definition)
        .results()
        .map((MatchResult found) -> Cause.of(found.group(1)).orElseThrow())
        .toList();
  }

  @Test
  void aWordOfALaterVersionIsNoCause() {
    assertThat(Cause.of("worker_died")).contains(Cause.WORKER_DIED);
    assertThat(Cause.of("struck_by_lightning")).isEmpty();
    assertThat(Cause.of(null)).isEmpty();
  }
}
