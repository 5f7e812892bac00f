package io.asyncable.observe;

import io.asyncable.text.ErrorDetails;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is observed on this thread. Exceptions of an observer are ignored: they cannot change
 * the result of the work, and leave nothing behind on the thread.
 */
public final class Observed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Observed.class);

  private final ObservationRegistry registry;
  private final Observation.@Nullable Scope outer;
  private Observation observation = Observation.NOOP;

  /**
   * @param work makes the observation, not yet started
   */
  Observed(ObservationRegistry registry, Supplier<Observation> work) {
    this.registry = registry;
    this.outer = registry.getCurrentObservationScope();
    passOver(() -> observation = work.get().start());
    passOver(observation::openScope);
  }

  /** Reports how the work failed. */
  public void error(Throwable failure) {
    passOver(() -> observation.error(failure));
  }

  @Override
  public void close() {
    Observation.Scope inner = registry.getCurrentObservationScope();
    if (inner != null && inner != outer) {
      passOver(inner::close);
      registry.setCurrentObservationScope(outer);
    }
    passOver(observation::stop);
  }

  private static void passOver(Runnable observer) {
    try {
      observer.run();
    } catch (Throwable broken) {
      log.debug("An observer of an attempt failed: {}", ErrorDetails.line(broken));
    }
  }
}
