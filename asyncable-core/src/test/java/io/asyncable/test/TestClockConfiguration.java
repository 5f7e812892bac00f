package io.asyncable.test;

import io.asyncable.worker.EngineClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

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

  @Bean
  EngineClock testEngineClock(TestClock clock) {
    return EngineClock.goingBy(clock);
  }
}
