package io.asyncable.app.system;

import io.asyncable.web.DatabaseAway;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows people why a page of the application is not available: a {@link Problem} of its domain, or
 * a database that is away. Other failures go to the server's error page.
 */
@ControllerAdvice("io.asyncable.app")
class PageProblems {

  @ExceptionHandler
  ModelAndView database(RuntimeException failure, HttpServletResponse response) {
    String sentence = DatabaseAway.sentence(failure).orElseThrow(() -> failure);
    return problem(new Problem(HttpStatus.SERVICE_UNAVAILABLE, sentence), response);
  }

  @ExceptionHandler
  ModelAndView problem(Problem problem, HttpServletResponse response) {
    problem.answer(response);
    HttpStatus status = HttpStatus.valueOf(problem.getStatusCode().value());
    return new ModelAndView(
        "error",
        Map.of(
            "status", status.value(),
            "error", status.getReasonPhrase(),
            "sentence", problem.getMessage()));
  }
}
