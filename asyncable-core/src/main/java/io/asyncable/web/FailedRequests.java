package io.asyncable.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.ui.ConcurrentModel;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers requests that failed before or outside a controller, for example because a filter or a
 * firewall refused them: under {@code /api} with problem+json, under the addresses of the pages
 * with a page. The application's own error page answers other addresses. The order puts this
 * function before one of the application that answers errors under other addresses.
 */
@Order(0)
final class FailedRequests implements RouterFunction<ServerResponse> {

  private final @Nullable PageAdvice pages;

  /**
   * @param pages empty if the application has no pages
   */
  FailedRequests(ObjectProvider<PageAdvice> pages) {
    this.pages = pages.getIfAvailable();
  }

  @Override
  public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
    HttpServletRequest failed = request.servletRequest();
    if (failed.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null) {
      return Optional.empty();
    }
    return switch (Place.of(failed)) {
      case API -> Optional.of(error -> problem(failed));
      case PAGES -> Optional.ofNullable(pages).map(shown -> error -> page(failed, shown));
      case ELSEWHERE -> Optional.empty();
    };
  }

  private static ServerResponse problem(HttpServletRequest failed) {
    HttpStatus status = status(failed);
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, sentence(status, failed)));
  }

  private static ServerResponse page(HttpServletRequest failed, PageAdvice pages) {
    HttpStatus status = status(failed);
    ConcurrentModel model = new ConcurrentModel();
    String view = pages.problem(sentence(status, failed), failed, model);
    return ServerResponse.status(status).render(view, model);
  }

  private static HttpStatus status(HttpServletRequest failed) {
    HttpStatus status =
        failed.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.resolve(code)
            : null;
    return Objects.requireNonNullElse(status, HttpStatus.INTERNAL_SERVER_ERROR);
  }

  private static String sentence(HttpStatus status, HttpServletRequest failed) {
    String address = RequestProblem.shown(Place.address(failed));
    return switch (status) {
      case BAD_REQUEST ->
          "The address, a header or the form is malformed. Check it for wrong or wrongly encoded"
              + " characters.";
      case UNAUTHORIZED -> "Sign in first, with a user name and password.";
      case FORBIDDEN ->
          "You may not do this, or the page was open so long that your session ended. Load the page"
              + " again and repeat the action.";
      case NOT_FOUND -> "There is no address %s.".formatted(address);
      case METHOD_NOT_ALLOWED -> "%s does not accept this HTTP method.".formatted(address);
      case REQUEST_TIMEOUT ->
          "The request did not arrive in time. Send it again, or send less at once.";
      case CONTENT_TOO_LARGE ->
          TooManyParts.sentence(
                  failed.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause
                      ? cause
                      : null)
              .orElse("The request is larger than this server accepts. Send less at once.");
      case SERVICE_UNAVAILABLE -> "The server cannot do this at the moment. Try again shortly.";
      default -> status.is5xxServerError() ? ApiAdvice.FAILED : refused(status);
    };
  }

  private static String refused(HttpStatus status) {
    return "The server refused the request: %s."
        .formatted(status.getReasonPhrase().toLowerCase(Locale.ROOT));
  }
}
