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
 * @param askedAt when this instance last asked; null before the first answer
 * @param reachable whether Kafka answered; true before the first question
 * @param since since when Kafka has answered, or has not answered, as far as this instance knows
 * @param lanes the unread messages; empty while Kafka does not answer
 */
public record KafkaView(
    @Nullable Instant askedAt, boolean reachable, @Nullable Instant since, List<LaneDepth> lanes) {

  /** The unread messages of a queue's lane. */
  public record LaneDepth(String queue, Lane lane, Depth depth) {}

  static final KafkaView UNKNOWN = new KafkaView(null, true, null, List.of());

  /** The unread messages of a lane; empty if unknown. */
  Optional<Depth> depth(String queue, Lane lane) {
    return lanes.stream()
        .filter(one -> one.queue().equals(queue) && one.lane() == lane)
        .map(LaneDepth::depth)
        .findFirst();
  }
}
