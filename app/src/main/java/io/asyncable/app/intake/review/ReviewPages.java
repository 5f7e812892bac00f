package io.asyncable.app.intake.review;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class ReviewPages {

  private final ReviewDesk desk;

  ReviewPages(ReviewDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/intake/reviews/{type}/{id}")
  String review(
      @PathVariable String type, @PathVariable String id, Authentication user, Model model) {
    model.addAttribute("review", desk.view(type, id, user));
    return "intake/review";
  }
}
