package io.asyncable.app.system;

import io.asyncable.web.RequestProblem;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says where a body stops being the JSON that is expected, and what is expected there. */
final class UnreadableJson {

  /** The beginning of Jackson's message for this fault, which has no exception of its own. */
  private static final String TWICE = "Duplicate Object property ";

  private UnreadableJson() {}

  static ProblemDetail problem(HttpMessageNotReadableException unreadable) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The request has no JSON body.");
    if (unreadable.getCause() instanceof JacksonException json) {
      problem.setDetail(place(json) + reason(json));
      if (isKnown(json.getLocation())) {
        problem.setProperty("line", json.getLocation().getLineNr());
        problem.setProperty("column", json.getLocation().getColumnNr());
      }
    }
    return problem;
  }

  private static String place(JacksonException json) {
    return isKnown(json.getLocation())
        ? "Line %d, column %d: "
            .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
        : "";
  }

  private static boolean isKnown(@Nullable TokenStreamLocation place) {
    return place != null && place.getLineNr() > 0;
  }

  private static String reason(JacksonException json) {
    if (json instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "the value of %s must be one of %s."
          .formatted(field(format), allowed(format.getTargetType()).toLowerCase(Locale.ROOT));
    }
    if (json instanceof UnrecognizedPropertyException unknown) {
      return "there is no field '%s'; use one of %s."
          .formatted(RequestProblem.shown(field(unknown)), known(unknown));
    }
    if (json instanceof StreamReadException) {
      String message = String.valueOf(json.getOriginalMessage());
      return message.startsWith(TWICE)
          ? "the field %s is there twice."
              .formatted(RequestProblem.shown(message.substring(TWICE.length())))
          : "here it is no JSON any more.";
    }
    return json instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()
        ? "the value of %s is not %s.".formatted(field(mismatch), expected(mismatch))
        : "this is not the JSON that is expected here.";
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String field(MismatchedInputException mismatch) {
    return mismatch.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  private static String expected(MismatchedInputException mismatch) {
    Class<?> type = mismatch.getTargetType();
    if (type == LocalDate.class) {
      return "a date such as 2025-01-31";
    }
    if (type == UUID.class) {
      return "an id";
    }
    return type != null && Iterable.class.isAssignableFrom(type) ? "a list" : "what it has to be";
  }

  private static String allowed(Class<?> type) {
    return String.join(", ", Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
  }
}
