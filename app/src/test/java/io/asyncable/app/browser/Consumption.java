package io.asyncable.app.browser;

import io.asyncable.queue.QueueLoads;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;

/**
 * What this instance consumes, which can end and begin again as if an instance with the role worker
 * were stopped and another one started.
 */
final class Consumption implements BeanPostProcessor {

  private @Nullable SmartLifecycle consumers;
  private volatile boolean over;

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (name.equals("asyncableConsumers")) {
      consumers = (SmartLifecycle) bean;
    }
    return bean instanceof QueueLoads loads
        ? (QueueLoads) () -> over ? List.of() : loads.loads()
        : bean;
  }

  /** Finishes what runs and takes no more. */
  void end() {
    over = true;
    Objects.requireNonNull(consumers).stop();
  }

  /** Does nothing while it goes on. */
  void begin() {
    if (over) {
      Objects.requireNonNull(consumers).start();
      over = false;
    }
  }
}
