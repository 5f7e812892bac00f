package io.asyncable.test;

import io.asyncable.worker.EngineClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Makes the engine go by a {@link TestClock}, which the test injects:
 * {@code @Import(TestClockConfiguration.class)}.
 *
 * <p>The life and death of workers stay measured on the database's clock.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestClockConfiguration {

  @Bean
  TestClock testClock() {
    return new TestClock();
  }

  /** What an application gets that asks for a clock. */
  @Bean
  @Primary
  EngineClock testEngineClock(TestClock clock) {
    return EngineClock.goingBy(clock);
  }
}
