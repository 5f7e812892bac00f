package io.asyncable.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
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
 * Answers requests under {@code /api} that reach no controller with problem+json, unless the
 * application has an answer of its own.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UnroutedApi {

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<ProblemDetail> unknown(Exception unknown, HttpServletRequest request)
      throws Exception {
    return problem(unknown, "There is no address %s.".formatted(address(request)), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongMethod(
      HttpRequestMethodNotSupportedException wrong, HttpServletRequest request) throws Exception {
    String[] supported = wrong.getSupportedMethods();
    String sentence =
        "%s takes %s, not %s."
            .formatted(
                address(request),
                supported == null ? "another method" : String.join(" or ", supported),
                wrong.getMethod());
    return problem(wrong, sentence, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notAcceptable(
      HttpMediaTypeNotAcceptableException wrong, HttpServletRequest request) throws Exception {
    return problem(
        wrong, "This address can answer only with %s.".formatted(supported(wrong)), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongBody(
      HttpMediaTypeNotSupportedException wrong, HttpServletRequest request) throws Exception {
    String sentence =
        "The body is %s, but must be %s."
            .formatted(
                wrong.getContentType() == null ? "of no type" : wrong.getContentType(),
                supported(wrong));
    return problem(wrong, sentence, request);
  }

  private static String supported(HttpMediaTypeException wrong) {
    Collection<MediaType> types = wrong.getSupportedMediaTypes();
    return types.contains(MediaType.APPLICATION_JSON) || types.isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : types.stream().map(MediaType::toString).collect(Collectors.joining(" or "));
  }

  private static String address(HttpServletRequest request) {
    return RequestProblem.shown(Place.address(request));
  }

  /** Elsewhere the failure takes its usual way. */
  private static ResponseEntity<ProblemDetail> problem(
      Exception failure, String sentence, HttpServletRequest request) throws Exception {
    if (Place.of(request) != Place.API || !(failure instanceof ErrorResponse known)) {
      throw failure;
    }
    HttpHeaders headers = known.getHeaders();
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(known.getStatusCode(), sentence);
    return ResponseEntity.status(known.getStatusCode())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
