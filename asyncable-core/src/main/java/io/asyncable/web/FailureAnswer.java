package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.Causes;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.database.TookTooLong;
import io.asyncable.job.JobRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * The answer to a request that failed, for programs and people alike: a status, and a sentence in
 * the sender's terms.
 */
record FailureAnswer(HttpStatus status, String sentence) {

  /** In seconds, for every 503 answer. */
  private static final String RETRY_AFTER = "5";

  /** The answer to this failure; empty if only the server's log can explain it. */
  static Optional<FailureAnswer> to(Exception failure) {
    // Some readers of bodies wrap this exception, and some do not.
    if (Causes.innermost(failure) instanceof BoundedBodies.TooLarge tooLarge) {
      return Optional.of(
          new FailureAnswer(HttpStatus.CONTENT_TOO_LARGE, RequestWords.of(tooLarge)));
    }
    HttpStatus status = status(failure);
    if (status != null) {
      return Optional.of(new FailureAnswer(status, RequestWords.of(failure)));
    }
    return DatabaseAway.sentence(failure)
        .map(away -> new FailureAnswer(HttpStatus.SERVICE_UNAVAILABLE, away));
  }

  private static @Nullable HttpStatus status(Exception failure) {
    if (failure instanceof UnknownRecord) {
      return HttpStatus.NOT_FOUND;
    } else if (failure instanceof ActionRefused) {
      return HttpStatus.CONFLICT;
    } else if (failure instanceof JobRefused.TooLarge) {
      return HttpStatus.CONTENT_TOO_LARGE;
    } else if (failure instanceof Denied) {
      return HttpStatus.FORBIDDEN;
    } else if (failure instanceof TookTooLong || failure instanceof CsvPlaces.TooManyFiles) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    return isOfRequest(failure) ? HttpStatus.BAD_REQUEST : null;
  }

  private static boolean isOfRequest(Exception failure) {
    return failure instanceof RequestProblem
        || failure instanceof JobRefused
        || failure instanceof HttpMessageNotReadableException
        || failure instanceof MethodArgumentTypeMismatchException
        || failure instanceof MissingServletRequestParameterException
        || failure instanceof BindException;
  }

  /** Gives the response the status and its headers. */
  void begin(HttpServletResponse response) {
    response.setStatus(status.value());
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }
  }
}
