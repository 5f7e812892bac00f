package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Access;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.database.TookTooLong;
import io.asyncable.explain.Times;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Adds the parts that every page shows, and answers failures with a page. */
@ControllerAdvice(annotations = Page.class)
class PageAdvice {

  private final Access access;
  private final String layout;

  PageAdvice(Access access, String layout) {
    this.access = access;
    this.layout = layout;
  }

  @ModelAttribute
  void everywhere(HttpServletRequest request, Model model) {
    Viewer viewer = access.viewer(request.getUserPrincipal());
    model.addAttribute("layout", layout);
    model.addAttribute("times", Times.UTC);
    model.addAttribute("segments", Segment.ENCODER);
    model.addAttribute("viewer", viewer);
    model.addAttribute("section", section(request));
  }

  /** The address within the application, as the menu's entries are written. */
  static String section(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  @ExceptionHandler
  String unknown(
      UnknownRecord unknown, HttpServletRequest request, Model model, HttpServletResponse answer) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage(), request, model, answer);
  }

  @ExceptionHandler({
    RequestProblem.class,
    MethodArgumentTypeMismatchException.class,
    MissingServletRequestParameterException.class,
    BindException.class
  })
  String meaningless(
      Exception problem, HttpServletRequest request, Model model, HttpServletResponse answer) {
    return problem(HttpStatus.BAD_REQUEST, RequestWords.of(problem), request, model, answer);
  }

  @ExceptionHandler
  String refused(
      ActionRefused refused, HttpServletRequest request, Model model, HttpServletResponse answer) {
    return problem(HttpStatus.CONFLICT, refused.getMessage(), request, model, answer);
  }

  @ExceptionHandler
  String denied(
      Denied denied, HttpServletRequest request, Model model, HttpServletResponse answer) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage(), request, model, answer);
  }

  @ExceptionHandler
  String stopped(
      TookTooLong stopped, HttpServletRequest request, Model model, HttpServletResponse answer) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, stopped.getMessage(), request, model, answer);
  }

  @ExceptionHandler
  String database(
      RuntimeException failure,
      HttpServletRequest request,
      Model model,
      HttpServletResponse answer) {
    String away = DatabaseAway.sentence(failure).orElseThrow(() -> failure);
    return problem(HttpStatus.SERVICE_UNAVAILABLE, away, request, model, answer);
  }

  private String problem(
      HttpStatus status,
      @Nullable String sentence,
      HttpServletRequest request,
      Model model,
      HttpServletResponse answer) {
    answer.setStatus(status.value());
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.setHeader(HttpHeaders.RETRY_AFTER, ApiAdvice.RETRY_AFTER);
    }
    return problem(sentence, request, model);
  }

  /** The page that says what is wrong. */
  String problem(@Nullable String sentence, HttpServletRequest request, Model model) {
    everywhere(request, model);
    // The database may be what is wrong: nothing is asked of it for the navigation either.
    model.addAttribute("askNothing", true);
    model.addAttribute("sentence", sentence);
    return "asyncable/problem";
  }
}
