package io.asyncable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.State;
import io.asyncable.dispatch.FaultPoint;
import io.asyncable.dispatch.Loop;
import io.asyncable.engine.LoopTest.Faults;
import io.asyncable.test.TestClock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The threads that must not end. */
@StillEngineTest
@Import(Faults.class)
class LoopTest {

  @Autowired Workbench bench;
  @Autowired Faults faults;
  @Autowired TestClock clock;

  @Autowired
  @Qualifier("asyncableHealthIndicator")
  HealthIndicator indicator;

  @Test
  void completionsGoOnAfterAnError() {
    faults.broken.set(true);
    bench.run(bench.submitted());
    Letter next = bench.submitted();
    bench.run(next);

    assertThat(faults.broken).isFalse();
    assertThat(bench.stored(next).state(clock.instant())).isEqualTo(State.PROCESSED);
  }

  @Test
  void healthTellsOfALoopThatHasEnded() {
    assertThat(indicator.health().getDetails()).extractingByKey("ended").asString().isEqualTo("[]");
    faults.alive.set(false);

    Health health = indicator.health();
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.getDetails()).extractingByKey("ended").asString().isEqualTo("[carousel]");
  }

  @TestConfiguration
  static class Faults {
    final AtomicBoolean broken = new AtomicBoolean();
    final AtomicBoolean alive = new AtomicBoolean(true);

    @Bean
    FaultPoint faultPoint() {
      return step -> {
        if (step == FaultPoint.Step.COMPLETED && broken.getAndSet(false)) {
          throw new NoClassDefFoundError("gone");
        }
      };
    }

    @Bean
    Loop carousel() {
      return new Loop() {
        @Override
        public String name() {
          return "carousel";
        }

        @Override
        public boolean isAlive() {
          return alive.get();
        }
      };
    }
  }
}
