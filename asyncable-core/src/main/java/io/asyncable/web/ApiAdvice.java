package io.asyncable.web;

import io.asyncable.text.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers failures with problem+json. Spring's {@code ResponseEntityExceptionHandler} does not fit:
 * it would let an answer that broke off look complete, and it cannot leave exceptions to the
 * application.
 */
@RestControllerAdvice(annotations = Api.class)
class ApiAdvice {

  private static final Logger log = LoggerFactory.getLogger(ApiAdvice.class);

  static final String FAILED =
      "The server failed to process the request. The request itself is fine; the server's log shows"
          + " the cause.";

  @ExceptionHandler({MissingServletRequestParameterException.class, BindException.class})
  ProblemDetail meaningless(Exception failure, HttpServletResponse response) throws Exception {
    return problem(FailureAnswer.to(failure).orElseThrow(() -> failure), response);
  }

  @ExceptionHandler
  ProblemDetail failed(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
    return problem(
        FailureAnswer.to(failure).orElseGet(() -> unforeseen(failure, request, response)),
        response);
  }

  /**
   * Throws the failure on if the answer has already begun, or if the exception brings its own
   * answer.
   */
  private static FailureAnswer unforeseen(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted() || failure instanceof ErrorResponse || isSecurity(failure)) {
      throw failure;
    }
    log.error(
        "{} {} failed",
        LogText.of(request.getMethod()),
        LogText.of(request.getRequestURI()),
        failure);
    return new FailureAnswer(HttpStatus.INTERNAL_SERVER_ERROR, FAILED);
  }

  /**
   * Whether Spring Security answers this failure in its filters. Compares names, because an
   * application may lack Spring Security.
   */
  private static boolean isSecurity(RuntimeException failure) {
    return failure.getClass().getName().startsWith("org.springframework.security.");
  }

  private static ProblemDetail problem(FailureAnswer answer, HttpServletResponse response) {
    answer.begin(response);
    return ProblemDetail.forStatusAndDetail(answer.status(), answer.sentence());
  }
}
