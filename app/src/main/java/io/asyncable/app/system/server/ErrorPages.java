package io.asyncable.app.system.server;

import jakarta.servlet.RequestDispatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers errors outside the API with a page. Spring Boot would send JSON to a client that accepts
 * anything; here only a client that does not accept pages gets JSON. Ordered after the library's
 * own handler, which answers errors of its pages and of the API.
 */
@Order
final class ErrorPages implements RouterFunction<ServerResponse> {

  @Override
  public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
    boolean failed = request.attribute(RequestDispatcher.ERROR_STATUS_CODE).isPresent();
    return failed && acceptsPages(request) ? Optional.of(ErrorPages::page) : Optional.empty();
  }

  private static boolean acceptsPages(ServerRequest request) {
    try {
      List<MediaType> accepted = request.headers().accept();
      return accepted.isEmpty()
          || accepted.stream().anyMatch(MediaType.TEXT_HTML::isCompatibleWith);
    } catch (InvalidMediaTypeException nonsense) {
      return true;
    }
  }

  private static ServerResponse page(ServerRequest request) {
    HttpStatus status =
        request
            .attribute(RequestDispatcher.ERROR_STATUS_CODE)
            .map(code -> HttpStatus.resolve((Integer) code))
            .orElse(HttpStatus.INTERNAL_SERVER_ERROR);
    return ServerResponse.status(status)
        .render("error", Map.of("status", status.value(), "error", status.getReasonPhrase()));
  }
}
