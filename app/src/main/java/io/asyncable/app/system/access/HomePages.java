package io.asyncable.app.system.access;

import io.asyncable.app.system.Role;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The home page and the login page. */
@Controller
class HomePages {

  private final Areas areas;

  HomePages(Areas areas) {
    this.areas = areas;
  }

  /** Redirects users who see all jobs to /jobs, and others to the pages of their domain. */
  @GetMapping("/")
  String home(Authentication user) {
    return Role.any(user, Role.OPERATOR, Role.VIEWER)
        ? "redirect:/jobs"
        : "redirect:" + areas.homeOf(user).orElse("/jobs");
  }

  @GetMapping("/login")
  String login() {
    return "system/login";
  }

  /** {@link LoginRefusal} forwards requests of any method to it. */
  @RequestMapping(LoginRefusal.PAGE)
  String refused() {
    return login();
  }
}
