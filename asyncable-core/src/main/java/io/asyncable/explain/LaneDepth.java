package io.asyncable.explain;

import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;

/** The unread messages of a queue's lane. */
public record LaneDepth(String queue, Lane lane, Depth depth) {}
