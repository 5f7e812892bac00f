package io.asyncable.app.intake;

import io.asyncable.web.DatabaseAway;
import io.asyncable.web.TooManyParts;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

@Controller
@RequestMapping("/intake")
class IntakePages {

  private static final String FORM = "intake/import";
  private static final String PROBLEM = "problem";
  private static final String NO_FILE =
      "No file arrived. It may be missing, or larger than this server takes.";

  private final ReviewImport imports;
  private final ReviewDesk desk;

  IntakePages(ReviewImport imports, ReviewDesk desk) {
    this.imports = imports;
    this.desk = desk;
  }

  @GetMapping
  @Section(title = "Claims intake", order = 10)
  String form() {
    return FORM;
  }

  @PostMapping
  String importFile(@RequestParam MultipartFile file, Authentication user, Model model) {
    IntakeAccess.requireFiling(user);
    model.addAttribute("result", imports.run(file, user.getName()));
    return FORM;
  }

  @GetMapping("/reviews/{type}/{id}")
  String review(
      @PathVariable String type, @PathVariable String id, Authentication user, Model model) {
    model.addAttribute("review", desk.view(type, id, user));
    return "intake/review";
  }

  @ExceptionHandler(UnreadableFile.class)
  String unreadable(UnreadableFile unreadable, Model model, HttpServletResponse response) {
    return problem(unreadable.status(), unreadable.getMessage(), model, response);
  }

  @ExceptionHandler({MultipartException.class, MissingServletRequestPartException.class})
  String noFile(Exception broken, Model model, HttpServletResponse response) {
    return TooManyParts.sentence(broken)
        .map(sentence -> problem(HttpStatus.CONTENT_TOO_LARGE, sentence, model, response))
        .orElseGet(() -> problem(HttpStatus.BAD_REQUEST, NO_FILE, model, response));
  }

  @ExceptionHandler(TooManyImports.class)
  String busy(TooManyImports busy, Model model, HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, TooManyImports.RETRY_AFTER);
    return problem(HttpStatus.SERVICE_UNAVAILABLE, busy.getMessage(), model, response);
  }

  @ExceptionHandler(UnknownReview.class)
  String unknown(UnknownReview unknown, Model model, HttpServletResponse response) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage(), model, response);
  }

  @ExceptionHandler(RuntimeException.class)
  String database(RuntimeException failure, Model model, HttpServletResponse response) {
    String sentence = DatabaseAway.sentence(failure).orElseThrow(() -> failure);
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "Nothing was filed. " + sentence, model, response);
  }

  private static String problem(
      HttpStatus status, String sentence, Model model, HttpServletResponse response) {
    response.setStatus(status.value());
    model.addAttribute(PROBLEM, sentence);
    return FORM;
  }
}
