package io.asyncable.web;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingServletRequestParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Describes what is wrong with a request in the sender's terms, without names of Java code. */
final class RequestWords {

  /**
   * The beginning of Jackson's message about a field that occurs twice, which an application may
   * forbid.
   */
  private static final String TWICE = "Duplicate Object property ";

  private RequestWords() {}

  static String of(Exception problem) {
    if (problem instanceof TypeMismatchException mismatch) {
      return mismatch(mismatch.getPropertyName(), mismatch.getValue(), mismatch.getRequiredType());
    } else if (problem instanceof MissingServletRequestParameterException missing) {
      return "The parameter %s is missing.".formatted(missing.getParameterName());
    } else if (problem instanceof BindException unbound && unbound.getFieldError() != null) {
      FieldError field = unbound.getFieldError();
      return mismatch(
          field.getField(),
          field.getRejectedValue(),
          unbound.getBindingResult().getFieldType(field.getField()));
    } else if (problem instanceof HttpMessageNotReadableException unreadable) {
      return unreadable(unreadable);
    }
    return String.valueOf(problem.getMessage());
  }

  private static String mismatch(
      @Nullable String parameter, @Nullable Object value, @Nullable Class<?> type) {
    return "The parameter %s is '%s', but must be %s."
        .formatted(parameter, RequestProblem.shown(String.valueOf(value)), expected(type));
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == UUID.class) {
      return "an id such as 0198a3f0-0000-7000-8000-000000000000";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type == long.class
        || type == int.class
        || type != null && Number.class.isAssignableFrom(type)) {
      return "a whole number";
    } else if (type == String.class) {
      return "text";
    } else if (type != null && Iterable.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type != null && type.isRecord() ? "an object" : "another value";
  }

  private static String unreadable(HttpMessageNotReadableException unreadable) {
    if (unreadable.getCause() instanceof StreamReadException syntax) {
      String message = String.valueOf(syntax.getOriginalMessage());
      return message.startsWith(TWICE)
          ? "The body has the field %s twice%s."
              .formatted(RequestProblem.shown(message.substring(TWICE.length())), place(syntax))
          : "The body is not JSON%s.".formatted(place(syntax));
    } else if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
      return "The body has the unknown field '%s'. Known fields: %s."
          .formatted(
              RequestProblem.shown(path(unknown)),
              unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
    } else if (unreadable.getCause() instanceof MismatchedInputException mismatch) {
      return "The JSON body does not fit this request: %s%s must be %s."
          .formatted(path(mismatch), place(mismatch), expected(mismatch.getTargetType()));
    } else if (unreadable.getCause() instanceof JacksonException other) {
      return "The JSON body does not fit this request%s.".formatted(place(other));
    }
    return "The request has no body. Send a JSON body.";
  }

  private static String place(JacksonException problem) {
    TokenStreamLocation at = problem.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String path(JacksonException problem) {
    List<JacksonException.Reference> path = problem.getPath();
    return path.isEmpty()
        ? "it"
        : path.stream()
            .map(
                part ->
                    part.getPropertyName() == null
                        ? String.valueOf(part.getIndex())
                        : part.getPropertyName())
            .collect(Collectors.joining("."));
  }
}
