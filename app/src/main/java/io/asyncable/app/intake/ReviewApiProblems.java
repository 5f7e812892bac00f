package io.asyncable.app.intake;

import io.asyncable.ActionRefused;
import io.asyncable.web.DatabaseAway;
import io.asyncable.web.TooManyParts;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Answers what cannot be done as problem+json, with a sentence that says why. */
@RestControllerAdvice(assignableTypes = ReviewApi.class)
class ReviewApiProblems extends ResponseEntityExceptionHandler {

  private static final String FAILED =
      "The server failed to do this, and its log says why. Nothing is wrong with the request.";

  private static final int MOST_FAULTS = 20;

  /** One field of a request that breaks a rule. */
  record Fault(String field, String reason) {}

  @ExceptionHandler(UnknownReview.class)
  ProblemDetail unknown(UnknownReview unknown) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  @ExceptionHandler(UnreadableFile.class)
  ProblemDetail unreadable(UnreadableFile unreadable) {
    return problem(unreadable.status(), unreadable.getMessage());
  }

  @ExceptionHandler(TooManyImports.class)
  ResponseEntity<ProblemDetail> busy(TooManyImports busy) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, TooManyImports.RETRY_AFTER)
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, busy.getMessage()));
  }

  @ExceptionHandler(MultipartException.class)
  ProblemDetail noUpload(MultipartException broken) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "The request is no multipart form whose field 'file' holds a CSV file.");
  }

  @ExceptionHandler(ActionRefused.class)
  ProblemDetail refused(ActionRefused refused) {
    return problem(HttpStatus.CONFLICT, refused.getMessage());
  }

  @ExceptionHandler(AccessDeniedException.class)
  ProblemDetail denied(AccessDeniedException denied) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage());
  }

  /** What goes wrong in a flush of Hibernate's comes as Hibernate throws it. */
  @ExceptionHandler(RuntimeException.class)
  ProblemDetail failed(RuntimeException failure) {
    return DatabaseAway.sentence(failure)
        .map(away -> problem(HttpStatus.SERVICE_UNAVAILABLE, "Nothing was filed. " + away))
        .orElseGet(
            () -> {
              logger.error("A request to the intake failed", failure);
              return problem(HttpStatus.INTERNAL_SERVER_ERROR, FAILED);
            });
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
      MaxUploadSizeExceededException tooLarge,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String sentence =
        TooManyParts.sentence(tooLarge)
            .orElse("The file is larger than this server takes at once.");
    ProblemDetail problem = problem(HttpStatus.CONTENT_TOO_LARGE, sentence);
    return handleExceptionInternal(
        tooLarge, problem, headers, HttpStatus.CONTENT_TOO_LARGE, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldError> errors = invalid.getBindingResult().getFieldErrors();
    List<Fault> faults =
        errors.stream()
            .map(error -> new Fault(error.getField(), String.valueOf(error.getDefaultMessage())))
            .sorted(Comparator.comparing(Fault::field))
            .limit(MOST_FAULTS)
            .toList();
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Fields of the request break rules.");
    problem.setProperty("faults", faults);
    if (errors.size() > faults.size()) {
      problem.setProperty("moreFaults", errors.size() - faults.size());
    }
    return handleExceptionInternal(invalid, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "The request has no JSON body.");
    if (unreadable.getCause() instanceof JacksonException json) {
      problem.setDetail(place(json) + reason(json));
      if (json.getLocation() != null) {
        problem.setProperty("line", json.getLocation().getLineNr());
        problem.setProperty("column", json.getLocation().getColumnNr());
      }
    }
    return handleExceptionInternal(unreadable, problem, headers, status, request);
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

  private static ProblemDetail problem(HttpStatus status, String sentence) {
    return ProblemDetail.forStatusAndDetail(status, sentence);
  }
}
