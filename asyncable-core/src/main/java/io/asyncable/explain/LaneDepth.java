package io.asyncable.explain;

import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;

/** What waits in a lane of a queue. */
public record LaneDepth(String queue, Lane lane, Depth depth) {}
