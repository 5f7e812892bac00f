package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.record.TookTooLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What goes wrong, as problem+json. */
@RestControllerAdvice(annotations = Api.class)
class ApiAdvice {

  @ExceptionHandler
  ProblemDetail unknown(UnknownRecord unknown) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  @ExceptionHandler({
    RequestProblem.class,
    MethodArgumentTypeMismatchException.class,
    MissingServletRequestParameterException.class
  })
  ProblemDetail meaningless(Exception problem) {
    return problem(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "The body is not the JSON that is expected here: "
            + unreadable.getMostSpecificCause().getMessage());
  }

  @ExceptionHandler
  ProblemDetail refused(ActionRefused refused) {
    return problem(HttpStatus.CONFLICT, refused.getMessage());
  }

  @ExceptionHandler
  ProblemDetail denied(Denied denied) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage());
  }

  @ExceptionHandler({TookTooLong.class, TooManyFiles.class})
  ProblemDetail stopped(RuntimeException stopped) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, stopped.getMessage());
  }

  @ExceptionHandler
  ProblemDetail database(RuntimeException failure) {
    if (DatabaseAway.isReason(failure)) {
      return problem(HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.SENTENCE);
    }
    throw failure;
  }

  private static ProblemDetail problem(HttpStatus status, @Nullable String sentence) {
    return ProblemDetail.forStatusAndDetail(status, sentence);
  }
}
