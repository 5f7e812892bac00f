package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.State;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An instance that works and does not sweep. */
@EngineTest
@TestPropertySource(properties = {"asyncable.roles=worker", "asyncable.sweep.interval=100ms"})
class WorkerOnlyTest {

  @Autowired Letters letters;
  @Autowired Heartbeat worker;
  @Autowired JdbcClient jdbc;

  @Test
  void leavesToTheSweepersWhatItClaimedWithoutAnAnswer() {
    Letter letter = letters.save(new Letter("Main St"));
    jdbc.sql(
            """
            update letter set submitted_at = now(), last_submitted_at = now(), attempted_at = now(),
              attempts = 1, claimed_by = ?, due_at = now()
            where id = ?
            """)
        .params(worker.epoch(), letter.id)
        .update();

    await()
        .until(
            () ->
                letters.findById(letter.id).orElseThrow().async.state(Instant.now())
                    == State.RETRYING);
    assertThat(letters.findById(letter.id).orElseThrow().async.getError())
        .startsWith("Lost: the answer to the claim");
  }

  /** Nobody else looks at its claims while it lives. */
  @Test
  void givesUpItselfWhatItMustNotRepeat() {
    Letter letter = letters.save(new Letter("Main St"));
    jdbc.sql(
            """
            update letter set submitted_at = now(), last_submitted_at = now(), attempted_at = now(),
              attempts = 1, claimed_by = ?, due_at = now(), cause = 'outcome_unknown'
            where id = ?
            """)
        .params(worker.epoch(), letter.id)
        .update();

    await()
        .until(
            () ->
                letters.findById(letter.id).orElseThrow().async.state(Instant.now())
                    == State.EXPIRED);
    assertThat(letters.findById(letter.id).orElseThrow().async.getCause())
        .isEqualTo("outcome_unknown");
  }
}
