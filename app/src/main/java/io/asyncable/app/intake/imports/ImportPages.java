package io.asyncable.app.intake.imports;

import io.asyncable.app.intake.IntakeAccess;
import io.asyncable.app.system.Problem;
import io.asyncable.web.DatabaseAway;
import io.asyncable.web.TooManyParts;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** The form that imports a file. Problems are shown above it. */
@Controller
@RequestMapping("/intake")
class ImportPages {

  private static final String FORM = "intake/import";
  private static final String NO_FILE =
      "No file arrived. It may be missing, or larger than this server takes.";

  private final ReviewImport imports;

  ImportPages(ReviewImport imports) {
    this.imports = imports;
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

  @ExceptionHandler({MultipartException.class, MissingServletRequestPartException.class})
  String noFile(Exception broken, Model model, HttpServletResponse response) {
    return problem(
        TooManyParts.sentence(broken)
            .map(sentence -> new Problem(HttpStatus.CONTENT_TOO_LARGE, sentence))
            .orElseGet(() -> new Problem(HttpStatus.BAD_REQUEST, NO_FILE)),
        model,
        response);
  }

  @ExceptionHandler
  String database(RuntimeException failure, Model model, HttpServletResponse response) {
    String sentence = DatabaseAway.sentence(failure).orElseThrow(() -> failure);
    return problem(
        new Problem(HttpStatus.SERVICE_UNAVAILABLE, "Nothing was filed. " + sentence),
        model,
        response);
  }

  @ExceptionHandler
  String problem(Problem problem, Model model, HttpServletResponse response) {
    problem.answer(response);
    model.addAttribute("problem", problem.getMessage());
    return FORM;
  }
}
