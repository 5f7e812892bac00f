package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Access;
import io.asyncable.access.Viewer;
import io.asyncable.text.Times;
import io.asyncable.worker.EngineClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.RequestContext;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** Adds the parts that every page shows, and answers failures with a page. */
@ControllerAdvice(annotations = Page.class)
class PageAdvice {

  /** Who has one of these, if only for their own records, gets forms. */
  private static final List<String> ACTING =
      Permission.OF_LIBRARY.stream()
          .map(Permission::word)
          .filter(word -> !Permission.VIEWER.contains(word))
          .toList();

  private final Access access;
  private final String layout;
  private final EngineClock clock;

  PageAdvice(Access access, String layout, EngineClock clock) {
    this.access = access;
    this.layout = layout;
    this.clock = clock;
  }

  @ModelAttribute
  void everywhere(HttpServletRequest request, Model model) {
    Viewer viewer = access.viewer(request.getUserPrincipal());
    model.addAttribute("layout", layout);
    model.addAttribute("times", Times.UTC);
    model.addAttribute("now", clock.instant());
    model.addAttribute("segments", Segment.ENCODER);
    model.addAttribute("viewer", viewer);
    model.addAttribute("section", section(request));
    prepareForms(viewer, request);
  }

  /**
   * Has the token of the page's forms made, if there can be any. A page may be longer than the
   * server's buffer, so when its first form is written it may be too late to begin a session.
   */
  private static void prepareForms(Viewer viewer, HttpServletRequest request) {
    RequestDataValueProcessor forms = new RequestContext(request).getRequestDataValueProcessor();
    if (forms != null && ACTING.stream().anyMatch(viewer::mayToSome)) {
      forms.getExtraHiddenFields(request);
    }
  }

  /** The address within the application, as the entries of the navigation contain it. */
  static String section(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  @ExceptionHandler({MissingServletRequestParameterException.class, BindException.class})
  String meaningless(
      Exception failure, HttpServletRequest request, Model model, HttpServletResponse response)
      throws Exception {
    FailureAnswer answer = FailureAnswer.to(failure).orElseThrow(() -> failure);
    answer.begin(response);
    return problem(answer.sentence(), request, model);
  }

  @ExceptionHandler
  String failed(
      RuntimeException failure,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    FailureAnswer answer = FailureAnswer.to(failure).orElseThrow(() -> failure);
    answer.begin(response);
    return problem(answer.sentence(), request, model);
  }

  /** Fills the page that reports the problem. */
  String problem(String sentence, HttpServletRequest request, Model model) {
    everywhere(request, model);
    // The database may be the problem, so the navigation must not ask it anything either.
    model.addAttribute("askNothing", true);
    model.addAttribute("sentence", sentence);
    return "asyncable/problem";
  }
}
