package io.asyncable.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who has paused a queue, since when and why. */
public record Pause(String by, Instant since, @Nullable String reason) {}
