package io.asyncable.web.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list.
 *
 * @param total how many records the filter matches, on all pages
 * @param totalCapped whether there may be more than that
 * @param next the parameter {@code page} of the next page; null on the last
 * @param asOf the time at which the list was read
 */
public record RecordLines(
    int total, boolean totalCapped, List<RecordLine> jobs, @Nullable String next, Instant asOf) {

  /** How long ago something was; public for the templates. */
  public Duration since(Instant time) {
    return Duration.between(time, asOf);
  }
}
