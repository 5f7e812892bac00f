package io.asyncable.explain;

import java.util.Map;

/** Tells which queues are paused. */
interface PausedQueues {

  /** The paused queues by name. */
  Map<String, Pause> now();
}
