package io.asyncable.web.cluster;

import io.asyncable.explain.OpenBreaker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of an external service as pages and API show it.
 *
 * @param open whether the breaker is open or half-open on any living worker
 * @param types the process types whose attempts pass the breaker
 * @param held number of waiting records of these types while the breaker is not closed; null while
 *     it is closed
 * @param workers the workers on which the breaker is not closed
 */
record BreakerView(
    String service,
    boolean open,
    List<String> types,
    @Nullable Count held,
    List<OnWorker> workers) {

  /** The breaker's state on one worker where it is not closed. */
  record OnWorker(
      long worker, String name, String state, Instant since, @Nullable Instant probeAt) {

    static OnWorker of(OpenBreaker breaker) {
      return new OnWorker(
          breaker.worker(),
          breaker.workerName(),
          breaker.state(),
          breaker.since(),
          breaker.probeAt());
    }
  }
}
