package io.asyncable.explain;

import io.asyncable.dispatch.Depth;
import io.asyncable.dispatch.Lane;

/** What waits in a lane of a queue. */
public record LaneDepth(String queue, Lane lane, Depth depth) {}
