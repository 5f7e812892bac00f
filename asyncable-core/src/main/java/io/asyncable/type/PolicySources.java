package io.asyncable.type;

import io.asyncable.DurationSetting;
import io.asyncable.WhenLost;
import io.asyncable.type.DeclaredTypes.Declared;
import io.asyncable.type.TypeSettings.Preset;
import io.asyncable.type.TypeSettings.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the values of a type's policy come from: the first source that sets one decides. */
final class PolicySources {

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
          List.of(),
          WhenLost.RETRY);

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
          null,
          null);

  private static final String STANDARD_NAME = "preset standard";

  private record Source(String name, Type values) {}

  private final List<Source> sources = new ArrayList<>();

  PolicySources(ProcessType type, Type own, Type defaults) {
    String name = type.name();
    add("asyncable.types." + (name.contains(".") ? "[" + name + "]" : name), own);
    type.declared().ifPresent(one -> add(one.source(), declared(one)));
    add("asyncable.defaults", defaults);
    sources.add(new Source(STANDARD_NAME, STANDARD));
  }

  private static Type declared(Declared type) {
    return new Type(
        null,
        type.queue(),
        null,
        null,
        null,
        null,
        null,
        type.maxFailures(),
        null,
        null,
        null,
        null,
        null,
        type.whenLost());
  }

  private void add(String setting, Type values) {
    sources.add(new Source(setting, values));
    Preset preset = values.preset();
    if (preset != null) {
      sources.add(
          new Source(
              "preset %s of %s".formatted(preset.name().toLowerCase(Locale.ROOT), setting),
              preset == Preset.CASEFLOW ? CASEFLOW : STANDARD));
    }
  }

  Policy policy() {
    return new Policy(
        required(Type::queue),
        required(Type::window),
        required(Type::retryInterval),
        required(Type::multiplier),
        required(Type::maxRetryInterval),
        required(Type::jitter),
        deciding(Type::maxFailures).map(source -> source.values().maxFailures()).orElse(null),
        required(Type::sweepLimit),
        required(Type::transactionSize),
        required(Type::permanent),
        required(Type::transientErrors),
        required(Type::services),
        required(Type::whenLost));
  }

  /** Every value as settings write it, with the source that decided. */
  List<PolicyValue> values() {
    return List.of(
        value("queue", Type::queue),
        value("window", Type::window),
        value("retry-interval", Type::retryInterval),
        value("multiplier", Type::multiplier),
        value("max-retry-interval", Type::maxRetryInterval),
        value("jitter", Type::jitter),
        value("max-failures", Type::maxFailures),
        value("sweep-limit", Type::sweepLimit),
        value("transaction-size", Type::transactionSize),
        value("permanent", Type::permanent),
        value("transient-errors", Type::transientErrors),
        value("services", Type::services),
        value("when-lost", Type::whenLost));
  }

  private <V> V required(Function<Type, @Nullable V> value) {
    return Objects.requireNonNull(value.apply(deciding(value).orElseThrow().values()));
  }

  private <V> Optional<Source> deciding(Function<Type, @Nullable V> value) {
    return sources.stream().filter(source -> value.apply(source.values()) != null).findFirst();
  }

  private PolicyValue value(String name, Function<Type, @Nullable Object> value) {
    return deciding(value)
        .map(source -> new PolicyValue(name, text(value.apply(source.values())), source.name()))
        .orElseGet(() -> new PolicyValue(name, "none", STANDARD_NAME));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> several) {
      return several.isEmpty()
          ? "none"
          : several.stream()
              .map(one -> one instanceof Class<?> type ? type.getName() : String.valueOf(one))
              .collect(Collectors.joining(", "));
    }
    if (value instanceof Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Duration duration
        ? DurationSetting.words(duration)
        : String.valueOf(value);
  }
}
