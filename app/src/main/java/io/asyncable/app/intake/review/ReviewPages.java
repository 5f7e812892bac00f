package io.asyncable.app.intake.review;

import io.asyncable.app.intake.IntakeAccess;
import io.asyncable.app.intake.veteran.VeteranRefresh;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class ReviewPages {

  private final ReviewDesk desk;
  private final VeteranRefresh refresh;

  ReviewPages(ReviewDesk desk, VeteranRefresh refresh) {
    this.desk = desk;
    this.refresh = refresh;
  }

  @GetMapping("/intake/reviews/{type}/{id}")
  String review(
      @PathVariable String type, @PathVariable String id, Authentication user, Model model) {
    model.addAttribute("review", desk.view(type, id, user));
    model.addAttribute("mayFile", IntakeAccess.mayFile(user));
    return "intake/review";
  }

  @PostMapping("/intake/reviews/{type}/{id}/veteran")
  String refreshVeteran(
      @PathVariable String type,
      @PathVariable String id,
      Authentication user,
      RedirectAttributes redirect) {
    IntakeAccess.requireFiling(user);
    Review review = desk.find(type, id, user);
    redirect.addFlashAttribute(
        "notice",
        refresh.of(review.veteran()).created()
            ? "BGS is asked again who the veteran is."
            : "BGS is being asked already who the veteran is.");
    return "redirect:/intake/reviews/%s/%s".formatted(review.type().code(), review.id());
  }
}
