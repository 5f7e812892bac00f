package io.asyncable.kafka;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a lane that its consumers have not passed.
 *
 * @param messages how many
 * @param oldest when the oldest was published; null if there is none, or it could not be read
 * @param times when each was published, where they are few enough to be looked at; oldest first
 */
public record Depth(long messages, @Nullable Instant oldest, @Nullable List<Instant> times) {

  /** No message is on its way. */
  public static final Depth NOTHING = new Depth(0, null, List.of());

  /** Whether the count of {@link #ahead} is exact. */
  public boolean isExact() {
    return times != null;
  }

  /** Whether the publication times of its messages are known. */
  public boolean isKnown() {
    return messages == 0 || oldest != null;
  }

  /**
   * How many messages were published before that time; an upper bound unless the count is exact.
   */
  public long ahead(Instant published) {
    Instant kept = published.truncatedTo(ChronoUnit.MILLIS); // by Kafka
    return times == null ? messages : times.stream().filter(time -> time.isBefore(kept)).count();
  }
}
