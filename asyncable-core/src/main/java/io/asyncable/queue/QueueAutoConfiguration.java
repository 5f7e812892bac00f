package io.asyncable.queue;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The queues as all instances see them. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
@EnableConfigurationProperties(QueueSettings.class)
@Import({
  ConsumedQueues.class,
  QueuePauses.class,
  PausedQueues.class,
  Throughput.class,
  QueueConsumers.class,
  RunningRecords.class,
  QueueDepths.class
})
class QueueAutoConfiguration {}
