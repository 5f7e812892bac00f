package io.asyncable.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What pages on any instance know of a breaker, which stands for no service of the application. */
@EngineTest
class BreakerRowsTest {

  private final TestClock clock = new TestClock();
  private final EngineClock engine = EngineClock.goingBy(clock);
  private final CircuitBreaker harbor = CircuitBreaker.ofDefaults("harbor");
  private final BreakerRows rows = new BreakerRows(engine);
  private final BreakerWatch watch = new BreakerWatch(harbor, rows, engine);

  @Autowired Heartbeat worker;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void close() {
    harbor.transitionToClosedState();
    beat();
    assertThat(states()).isEmpty();
  }

  @Test
  void itIsOpenSinceItWasClosedHoweverManyProbesFail() {
    harbor.transitionToOpenState();
    beat();
    assertThat(states()).containsExactly("open");
    Instant opened = since();
    clock.advance(Duration.ofSeconds(1));
    harbor.transitionToHalfOpenState();
    beat();
    assertThat(states()).containsExactly("half_open");
    assertThat(since()).isEqualTo(opened);
    harbor.transitionToOpenState();
    beat();
    assertThat(since()).isEqualTo(opened);

    harbor.transitionToClosedState();
    harbor.transitionToOpenState();
    beat();
    assertThat(since()).isAfter(opened);
    assertThat(watch.heldUntil(clock.instant())).isPresent();
  }

  /** Somebody may have emptied the table. */
  @Test
  void itsRowComesBackAfterItWasDeleted() {
    harbor.transitionToForcedOpenState();
    beat();
    jdbc.sql("delete from asyncable_breaker where service = 'harbor'").update();
    beat();
    assertThat(states()).isEmpty();

    clock.advance(Duration.ofSeconds(31));
    beat();
    assertThat(states()).containsExactly("forced_open");
  }

  /** Or nobody would say why records wait once the worker has been silent for too long. */
  @Test
  void itIsKnownUnderTheNextEpochOfItsWorker() {
    harbor.transitionToForcedOpenState();
    rows.beaten(worker.epoch() - 1, jdbc);
    beat();
    assertThat(epochs()).containsExactly(worker.epoch() - 1, worker.epoch());
    jdbc.sql("delete from asyncable_breaker where service = 'harbor' and worker <> ?")
        .param(worker.epoch())
        .update();
  }

  private void beat() {
    rows.beaten(worker.epoch(), jdbc);
  }

  private List<String> states() {
    return jdbc.sql("select state from asyncable_breaker where service = 'harbor'")
        .query(String.class)
        .list();
  }

  private List<Long> epochs() {
    return jdbc.sql("select worker from asyncable_breaker where service = 'harbor' order by worker")
        .query(Long.class)
        .list();
  }

  private Instant since() {
    return jdbc.sql("select since from asyncable_breaker where service = 'harbor'")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }
}
