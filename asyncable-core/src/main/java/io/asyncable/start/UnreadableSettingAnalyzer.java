package io.asyncable.start;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Tells which setting under {@code asyncable} has a value that cannot be read, and what to write.
 * Spring Boot's own analyzer tells it with the names of Java's types and exceptions.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
    ConfigurationProperty property = failure.getProperty();
    ConversionFailedException refused = findCause(failure, ConversionFailedException.class);
    if (property == null
        || refused == null
        || !UnknownSettings.isOurs(property.getName().toString())) {
      return null;
    }
    String whole = String.valueOf(property.getValue());
    String part = String.valueOf(refused.getValue());
    String sentence =
        "%s is '%s'%s. %s"
            .formatted(
                property.getName(),
                whole,
                part.equals(whole) ? "" : ", of which '%s' cannot be read".formatted(part),
                remedy(refused.getTargetType().getType()));
    return new FailureAnalysis(
        property.getOrigin() == null
            ? sentence
            : "%s It is set by %s.".formatted(sentence, property.getOrigin()),
        null,
        failure);
  }

  private static String remedy(Class<?> wanted) {
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(wanted);
    if (type.isEnum()) {
      return "Use one of %s.".formatted(words(type));
    } else if (type == Boolean.class) {
      return "Write true or false.";
    } else if (type == Double.class || type == Float.class) {
      return "Write a number, such as 1.5.";
    } else if (Number.class.isAssignableFrom(type)) {
      return "Write a whole number.";
    } else if (type == Duration.class) {
      return "Write a duration, such as 30s or 4d.";
    } else if (type == DataSize.class) {
      return "Write a size, such as 10MB.";
    } else if (type == Class.class) {
      return "Write the full name of a class that the application has, such as java.io.IOException.";
    }
    return "Write a value of the kind %s.".formatted(type.getSimpleName());
  }

  /** Spring reads an enum's name in any case, and with hyphens for its underscores. */
  private static String words(Class<?> type) {
    return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
        .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }
}
