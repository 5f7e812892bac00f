package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.database.TookTooLong;
import io.asyncable.text.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers failures with problem+json. */
@RestControllerAdvice(annotations = Api.class)
class ApiAdvice {

  private static final Logger log = LoggerFactory.getLogger(ApiAdvice.class);

  /** In seconds, with each 503. */
  static final String RETRY_AFTER = "5";

  static final String FAILED =
      "The server failed to process the request. The request itself is fine; the server's log shows the cause.";

  @ExceptionHandler
  ProblemDetail unknown(UnknownRecord unknown) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  @ExceptionHandler({
    RequestProblem.class,
    MethodArgumentTypeMismatchException.class,
    MissingServletRequestParameterException.class,
    BindException.class
  })
  ProblemDetail meaningless(Exception problem) {
    return problem(HttpStatus.BAD_REQUEST, RequestWords.of(problem));
  }

  @ExceptionHandler
  ProblemDetail refused(ActionRefused refused) {
    return problem(HttpStatus.CONFLICT, refused.getMessage());
  }

  /** What reads a body wraps what goes wrong with it, or does not. */
  @ExceptionHandler({HttpMessageNotReadableException.class, TooLarge.class})
  ProblemDetail unreadable(RuntimeException unreadable) {
    Throwable reason = NestedExceptionUtils.getMostSpecificCause(unreadable);
    return reason instanceof TooLarge
        ? problem(HttpStatus.CONTENT_TOO_LARGE, reason.getMessage())
        : meaningless(unreadable);
  }

  @ExceptionHandler
  ProblemDetail denied(Denied denied) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage());
  }

  @ExceptionHandler({TookTooLong.class, CsvPlaces.TooManyFiles.class})
  ProblemDetail stopped(RuntimeException stopped, HttpServletResponse answer) {
    return unavailable(stopped.getMessage(), answer);
  }

  /** What has begun to answer cannot answer otherwise; and some exceptions are answers. */
  @ExceptionHandler
  ProblemDetail failed(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse answer) {
    Optional<String> away = DatabaseAway.sentence(failure);
    if (away.isPresent()) {
      return unavailable(away.get(), answer);
    } else if (answer.isCommitted() || failure instanceof ErrorResponse || isSecurity(failure)) {
      throw failure;
    }
    log.error(
        "{} {} failed",
        LogText.of(request.getMethod()),
        LogText.of(request.getRequestURI()),
        failure);
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, FAILED);
  }

  /** Spring Security, which need not be there, answers these outside. */
  private static boolean isSecurity(RuntimeException failure) {
    return failure.getClass().getName().startsWith("org.springframework.security.");
  }

  private static ProblemDetail unavailable(@Nullable String sentence, HttpServletResponse answer) {
    answer.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    return problem(HttpStatus.SERVICE_UNAVAILABLE, sentence);
  }

  private static ProblemDetail problem(HttpStatus status, @Nullable String sentence) {
    return ProblemDetail.forStatusAndDetail(status, sentence);
  }
}
