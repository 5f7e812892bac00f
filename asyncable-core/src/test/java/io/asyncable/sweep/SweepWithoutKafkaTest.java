package io.asyncable.sweep;

import static io.asyncable.test.engine.Workbench.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.State;
import io.asyncable.move.Cause;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** What the sweeper still does while Kafka is away. */
@StillEngineTest
@TestPropertySource(properties = "spring.kafka.bootstrap-servers=127.0.0.1:1")
@ExtendWith(OutputCaptureExtension.class)
class SweepWithoutKafkaTest {

  private static final Duration WINDOW = Duration.ofDays(4);

  @Autowired Workbench bench;
  @Autowired Sweeper sweeper;
  @Autowired TestClock clock;

  @Test
  void expiresWhatStandsBehindMoreThanOnePassCanHold() {
    Letter old = bench.submitted();
    clock.advance(WINDOW.minusSeconds(1));
    for (int i = 0; i < 6; i++) {
      bench.submitted();
    }
    clock.advance(Duration.ofMillis(2));
    bench.fail(bench.claim(old, bench.worker()), Cause.FAILED);
    clock.advance(GRACE.plusSeconds(1));

    assertThat(sweeper.sweep()).isEqualTo(new Tally(0, 0, 0, 0, 0, 1));
    assertThat(bench.stored(old).state(clock.instant())).isEqualTo(State.EXPIRED);
  }

  /** Neither the engine's clients nor those of the test. */
  @Test
  void nobodyLooksForKafkaAgainAndAgain(CapturedOutput output) {
    bench.submitted();
    sweeper.sweep();

    assertThat(output).doesNotContain("Rebootstrapping");
  }
}
