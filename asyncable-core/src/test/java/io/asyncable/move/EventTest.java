package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.test.engine.StillEngineTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@StillEngineTest
class EventTest {

  private static final Pattern WORD = Pattern.compile("'(\\w+)'");

  @Autowired JdbcClient jdbc;

  @Test
  void theDatabaseKnowsTheSameWords() {
    String constraint =
        jdbc.sql(
                """
                select pg_get_constraintdef(oid) from pg_constraint
                where conrelid = 'asyncable_history'::regclass
                  and conname = 'asyncable_history_event_known'
                """)
            .query(String.class)
            .single();
    List<String> known =
        WORD.matcher(constraint).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(Arrays.stream(Event.values()).map(Event::word))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void aWordOfALaterVersionIsNoEvent() {
    assertThat(Event.of("error_cleared")).contains(Event.ERROR_CLEARED);
    assertThat(Event.of("answered")).isEmpty();
  }

  @Test
  void anAttemptEndsInOneOfThreeWays() {
    assertThatThrownBy(() -> new Failure(Cause.QUARANTINED, "Busy", null, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No attempt ends with QUARANTINED");
  }
}
