package io.asyncable.explain;

import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kafka as this instance last saw it.
 *
 * @param askedAt when it was asked; null before the first answer
 * @param reachable whether it answered; true before it was asked
 * @param since since when it has answered, or not, as far as this instance knows
 * @param lanes what waits there; empty while it does not answer
 */
public record KafkaView(
    @Nullable Instant askedAt, boolean reachable, @Nullable Instant since, List<LaneDepth> lanes) {

  /** The unread messages of a queue's lane. */
  public record LaneDepth(String queue, Lane lane, Depth depth) {}

  static final KafkaView UNKNOWN = new KafkaView(null, true, null, List.of());

  /** What waits in a lane; empty if nobody knows. */
  Optional<Depth> depth(String queue, Lane lane) {
    return lanes.stream()
        .filter(one -> one.queue().equals(queue) && one.lane() == lane)
        .map(LaneDepth::depth)
        .findFirst();
  }
}
