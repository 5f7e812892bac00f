package io.asyncable.app.system;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says where a body stops being the JSON that is expected, and what is expected there. */
final class UnreadableJson {

  private UnreadableJson() {}

  static ProblemDetail problem(HttpMessageNotReadableException unreadable) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The request has no JSON body.");
    if (unreadable.getCause() instanceof JacksonException json) {
      problem.setDetail(place(json) + reason(json));
      if (json.getLocation() != null) {
        problem.setProperty("line", json.getLocation().getLineNr());
        problem.setProperty("column", json.getLocation().getColumnNr());
      }
    }
    return problem;
  }

  private static String place(JacksonException json) {
    return json.getLocation() == null
        ? ""
        : "Line %d, column %d: "
            .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
  }

  private static String reason(JacksonException json) {
    if (json instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "the value must be one of %s."
          .formatted(allowed(format.getTargetType()).toLowerCase(Locale.ROOT));
    }
    if (json instanceof StreamReadException) {
      return "here it is no JSON any more.";
    }
    return json instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()
        ? "the value of %s is not %s.".formatted(field(mismatch), expected(mismatch))
        : "this is not the JSON that is expected here.";
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
