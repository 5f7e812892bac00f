package io.asyncable.queue;

import java.util.List;

/** Reports what this worker does for each queue that it consumes. */
public interface QueueLoads {

  /** How many records a load names. */
  int LARGEST_NAMED = 20;

  /** The present loads; none where this instance consumes nothing. */
  List<QueueLoad> loads();
}
