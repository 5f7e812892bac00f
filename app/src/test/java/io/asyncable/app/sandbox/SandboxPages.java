package io.asyncable.app.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The requests that switch the sandbox, and the JSON that shows what it did. */
final class SandboxPages {

  private final SandboxServices services;

  SandboxPages(SandboxServices services) {
    this.services = services;
  }

  private record SwitchRequest(
      @Nullable String mode, @Nullable String latency, @Nullable Double failureRate) {

    Switch parsed() {
      return Switch.parse(mode, latency, failureRate);
    }
  }

  ServerResponse change(ServerRequest request) {
    boolean form =
        request
            .headers()
            .contentType()
            .filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
            .isPresent();
    try {
      Switch next = (form ? form(request) : request.body(SwitchRequest.class)).parsed();
      return on(
          request,
          service -> {
            service.mode(next);
            return form
                ? ServerResponse.seeOther(URI.create("/sandbox")).build()
                : ServerResponse.ok().body(next);
          });
    } catch (IllegalArgumentException | HttpMessageNotReadableException wrong) {
      return problem(HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    } catch (ServletException | IOException broken) {
      return problem(HttpStatus.BAD_REQUEST, "The request cannot be read.");
    }
  }

  private static SwitchRequest form(ServerRequest request) {
    return new SwitchRequest(
        request.param("mode").orElse(null),
        request.param("latency").orElse(null),
        request.param("failureRate").map(Double::valueOf).orElse(null));
  }

  ServerResponse effects(ServerRequest request) {
    return on(request, service -> ServerResponse.ok().body(service.effects()));
  }

  ServerResponse clear(ServerRequest request) {
    return on(
        request,
        service -> {
          service.clear();
          return ServerResponse.noContent().build();
        });
  }

  private ServerResponse on(
      ServerRequest request, Function<SandboxService, ServerResponse> action) {
    String name = request.pathVariable("service");
    Optional<SandboxService> service = services.find(name);
    return service
        .map(action)
        .orElseGet(
            () ->
                problem(
                    HttpStatus.NOT_FOUND,
                    "There is no sandbox for %s, only for vbms and bgs.".formatted(name)));
  }

  private static ServerResponse problem(HttpStatus status, String sentence) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, sentence));
  }
}
