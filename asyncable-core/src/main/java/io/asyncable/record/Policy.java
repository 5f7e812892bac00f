package io.asyncable.record;

import io.asyncable.AsyncableProperties.Preset;
import io.asyncable.AsyncableProperties.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for one process type, every value decided.
 *
 * @see Type for the meaning of each
 */
public record Policy(
    String queue,
    Duration window,
    Duration retryInterval,
    double multiplier,
    Duration maxRetryInterval,
    double jitter,
    @Nullable Integer maxFailures,
    int sweepLimit,
    int transactionSize,
    List<Class<? extends Throwable>> permanent,
    List<Class<? extends Throwable>> transientErrors,
    List<String> services) {

  private static final Type STANDARD =
      new Type(
          Preset.STANDARD,
          "default",
          Duration.ofDays(4),
          Duration.ofSeconds(10),
          2.0,
          Duration.ofHours(3),
          0.1,
          null,
          1000,
          1,
          List.of(),
          List.of(),
          List.of());

  private static final Type CASEFLOW =
      new Type(
          Preset.CASEFLOW,
          null,
          Duration.ofDays(4),
          Duration.ofHours(3),
          1.0,
          Duration.ofHours(3),
          0.0,
          null,
          100,
          null,
          null,
          null,
          null);

  /** Decides: the type's own values first, then its preset's, then the defaults, then standard. */
  public static Policy of(Type own, Type defaults) {
    Preset preset = own.preset();
    List<Type> sources =
        Stream.of(own, preset(preset), defaults, preset(defaults.preset()), STANDARD)
            .filter(Objects::nonNull)
            .toList();
    return new Policy(
        first(sources, Type::queue),
        first(sources, Type::window),
        first(sources, Type::retryInterval),
        first(sources, Type::multiplier),
        first(sources, Type::maxRetryInterval),
        first(sources, Type::jitter),
        sources.stream().map(Type::maxFailures).filter(Objects::nonNull).findFirst().orElse(null),
        first(sources, Type::sweepLimit),
        first(sources, Type::transactionSize),
        first(sources, Type::permanent),
        first(sources, Type::transientErrors),
        first(sources, Type::services));
  }

  private static @Nullable Type preset(@Nullable Preset preset) {
    if (preset == null) {
      return null;
    }
    return preset == Preset.CASEFLOW ? CASEFLOW : STANDARD;
  }

  private static <V> V first(List<Type> sources, Function<Type, @Nullable V> value) {
    return sources.stream().map(value).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  /**
   * The delay after that many failures, lengthened by the jitter.
   *
   * @param failures failed attempts so far, at least 1
   */
  public Duration backoff(int failures) {
    return backoff(failures, ThreadLocalRandom.current().nextDouble());
  }

  /** The delay after that many failures with the whole of the jitter. */
  public Duration longestBackoff(int failures) {
    return backoff(failures, 1);
  }

  private Duration backoff(int failures, double chance) {
    double factor = Math.pow(multiplier, Math.min(failures - 1, 1000));
    double longest = Math.max(maxRetryInterval.toMillis(), retryInterval.toMillis());
    double millis = Math.min(retryInterval.toMillis() * factor, longest);
    return Duration.ofMillis((long) (millis * (1 + jitter * chance)));
  }

  /** Whether this failure can never succeed. */
  public boolean isPermanent(Throwable failure) {
    return permanent.stream().anyMatch(type -> type.isInstance(failure))
        && transientErrors.stream().noneMatch(type -> type.isInstance(failure));
  }

  /** Whether so many failures are enough. */
  public boolean isExhausted(int failures) {
    return maxFailures != null && failures >= maxFailures;
  }
}
