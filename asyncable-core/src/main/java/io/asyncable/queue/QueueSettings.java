package io.asyncable.queue;

import io.asyncable.NumberSetting;
import io.asyncable.start.SettingChecks;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an instance takes of each queue, under {@code asyncable.queues}.
 *
 * @param queues the queues by name; the queue default exists without being configured
 */
@ConfigurationProperties("asyncable")
public record QueueSettings(@DefaultValue Map<String, Size> queues) {

  /**
   * How much one instance takes of a queue.
   *
   * @param concurrency how many attempts of this queue one instance runs at the same time; default
   *     16
   * @param prefetch how many records one instance may claim ahead, beside one poll, while they wait
   *     for a thread; default 0. Raise it for handlers that take a few milliseconds. With slow
   *     handlers it keeps work from other instances.
   * @param consumers number of Kafka consumers per instance; default 1
   */
  public record Size(
      @DefaultValue("16") int concurrency,
      @DefaultValue("0") int prefetch,
      @DefaultValue("1") int consumers) {

    /** All defaults. */
    public static final Size DEFAULT = new Size(16, 0, 1);

    /** Here it is not known whose they are. */
    private void require(String owner) {
      NumberSetting.requireAtLeast(owner + ".concurrency", concurrency, 1);
      NumberSetting.requireAtLeast(owner + ".prefetch", prefetch, 0);
      NumberSetting.requireAtLeast(owner + ".consumers", consumers, 1);
    }
  }

  public QueueSettings {
    queues.forEach(
        (name, size) -> {
          SettingChecks.requireTopicName("asyncable.queues." + name, name);
          size.require("asyncable.queues." + name);
        });
  }

  /** The size of a queue; one that is not configured has the defaults. */
  Size of(String queue) {
    return queues.getOrDefault(queue, Size.DEFAULT);
  }
}
