package io.asyncable.app.system;

import io.asyncable.ActionRefused;
import io.asyncable.text.LogText;
import io.asyncable.web.DatabaseAway;
import io.asyncable.web.TooManyParts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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

/**
 * Tells programs as problem+json why a request failed, for every {@link ApiController}. So no
 * domain needs sentences for failures that all domains share. A domain's own refusals are {@link
 * Problem}s.
 */
@RestControllerAdvice(annotations = ApiController.class)
@Order(Ordered.LOWEST_PRECEDENCE - 1) // Before PageProblems, which are for every other controller.
class Problems extends ResponseEntityExceptionHandler {

  private static final String FAILED =
      "The server failed to do this, and its log says why. Nothing is wrong with the request.";

  private static final int MOST_FAULTS = 20;

  /** One field of a request that breaks a rule. */
  record Fault(String field, String reason) {}

  @ExceptionHandler
  ProblemDetail noUpload(MultipartException broken) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "The request is no multipart form whose field 'file' holds a CSV file.");
  }

  @ExceptionHandler
  ProblemDetail refused(ActionRefused refused) {
    return problem(HttpStatus.CONFLICT, refused.getMessage());
  }

  @ExceptionHandler
  ProblemDetail denied(AccessDeniedException denied) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage());
  }

  /** Hibernate's own exceptions come from a flush untranslated. */
  @ExceptionHandler
  ProblemDetail failed(RuntimeException failure, HttpServletRequest request) {
    return DatabaseAway.sentence(failure)
        .map(away -> problem(HttpStatus.SERVICE_UNAVAILABLE, away))
        .orElseGet(
            () -> {
              logger.error(
                  "%s %s failed"
                      .formatted(
                          LogText.of(request.getMethod()), LogText.of(request.getRequestURI())),
                  failure);
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
        TooManyParts.sentence(tooLarge).orElse("The file is larger than this server accepts.");
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
    return handleExceptionInternal(
        unreadable, UnreadableJson.problem(unreadable), headers, status, request);
  }

  private static ProblemDetail problem(HttpStatus status, @Nullable String sentence) {
    return ProblemDetail.forStatusAndDetail(status, sentence);
  }
}
