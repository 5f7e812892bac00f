package io.asyncable.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers requests under {@code /api} that match no controller with problem+json, unless the
 * application answers them itself.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UnroutedApi {

  /** Throws failures under other addresses on. */
  @ExceptionHandler({
    NoResourceFoundException.class,
    NoHandlerFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeNotAcceptableException.class,
    HttpMediaTypeNotSupportedException.class
  })
  ResponseEntity<ProblemDetail> unrouted(ServletException failure, HttpServletRequest request)
      throws ServletException {
    if (Place.of(request) != Place.API || !(failure instanceof ErrorResponse known)) {
      throw failure;
    }
    return ResponseEntity.status(known.getStatusCode())
        .headers(known.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            ProblemDetail.forStatusAndDetail(
                known.getStatusCode(),
                sentence(failure, RequestProblem.shown(Place.address(request)))));
  }

  private static String sentence(ServletException failure, String address) {
    if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
      String[] supported = wrong.getSupportedMethods();
      return "%s accepts %s, not %s."
          .formatted(
              address,
              supported == null ? "another method" : String.join(" or ", supported),
              wrong.getMethod());
    } else if (failure instanceof HttpMediaTypeNotAcceptableException wrong) {
      return "This address can answer only with %s.".formatted(supported(wrong));
    } else if (failure instanceof HttpMediaTypeNotSupportedException wrong) {
      return "The body has %s, but must be %s."
          .formatted(
              wrong.getContentType() == null
                  ? "no content type"
                  : "the content type " + wrong.getContentType(),
              supported(wrong));
    }
    return "There is no address %s.".formatted(address);
  }

  private static String supported(HttpMediaTypeException wrong) {
    Collection<MediaType> types = wrong.getSupportedMediaTypes();
    return types.contains(MediaType.APPLICATION_JSON) || types.isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : types.stream().map(MediaType::toString).collect(Collectors.joining(" or "));
  }
}
