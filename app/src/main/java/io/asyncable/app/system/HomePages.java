package io.asyncable.app.system;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The home page and the login page. */
@Controller
class HomePages {

  @GetMapping("/")
  String home(Authentication user) {
    return Role.any(user, Role.OPERATOR, Role.VIEWER) ? "redirect:/jobs" : "redirect:/intake";
  }

  @GetMapping("/login")
  String login() {
    return "system/login";
  }

  /** Where {@link LoginRefusal} forwards to, whatever the method was. */
  @RequestMapping(LoginRefusal.PAGE)
  String refused() {
    return login();
  }
}
