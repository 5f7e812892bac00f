package io.asyncable.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private final TestClock clock = new TestClock();
  private final Throughput throughput = new Throughput(EngineClock.goingBy(clock));

  @Test
  void countsTheLastMinuteOfEachQueue() {
    throughput.processed("mail");
    throughput.processed("mail");
    throughput.failed("mail");
    clock.advance(Duration.ofSeconds(30));
    throughput.processed("mail");
    throughput.failed("bank");

    assertThat(throughput.of("mail")).isEqualTo(new Throughput.Minute(3, 1));
    assertThat(throughput.of("bank")).isEqualTo(new Throughput.Minute(0, 1));
    assertThat(throughput.of("idle")).isEqualTo(new Throughput.Minute(0, 0));

    clock.advance(Duration.ofSeconds(31));
    assertThat(throughput.of("mail")).isEqualTo(new Throughput.Minute(1, 0));

    clock.advance(Duration.ofDays(300));
    assertThat(throughput.of("mail")).isEqualTo(new Throughput.Minute(0, 0));
  }

  @Test
  void bearsAClockThatStepsBack() {
    throughput.processed("mail");
    clock.advance(Duration.ofSeconds(-5));
    throughput.processed("mail");

    assertThat(throughput.of("mail")).isEqualTo(new Throughput.Minute(2, 0));
  }
}
