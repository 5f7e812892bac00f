package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class EngineTimerTest {

  private final EngineTimer timer = new EngineTimer("test timer");
  private final Semaphore turns = new Semaphore(0);

  @AfterEach
  void stop() {
    timer.stop();
  }

  @Test
  void anErrorInOneTurnEndsNeitherTheWorkNorItsNeighbour(CapturedOutput log) throws Exception {
    Semaphore neighbour = new Semaphore(0);
    timer.repeat(this::fail, Duration.ZERO, Duration.ofMillis(1));
    timer.repeat(neighbour::release, Duration.ZERO, Duration.ofMillis(1));

    turns.acquire(3);
    neighbour.drainPermits();
    neighbour.acquire(2);
    assertThat(log.getOut().lines().filter(line -> line.contains("test timer failed")))
        .singleElement()
        .asString()
        .contains("failed 1 times and will run again", "for a moment");
  }

  @Test
  void anErrorOfWhatIsWantedSoonEndsNothingEither() throws Exception {
    timer.soon(this::fail);
    timer.soon(this::fail);
    turns.acquire(2);
  }

  @Test
  void nothingIsDoneOnceItIsStopped() {
    timer.stop();
    timer.soon(turns::release);
    assertThat(turns.availablePermits()).isZero();
  }

  private void fail() {
    turns.release();
    throw new OutOfMemoryError("for a moment");
  }
}
