package io.asyncable.app.system;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** The way in. */
@Controller
class HomePages {

  @GetMapping("/")
  String home(Authentication user) {
    return Role.any(user, Role.OPERATOR, Role.VIEWER) ? "redirect:/jobs" : "redirect:/intake";
  }

  /** By POST it is only forwarded to, when {@link LoginRefusal} shows it again. */
  @RequestMapping(
      path = "/login",
      method = {RequestMethod.GET, RequestMethod.POST})
  String login() {
    return "system/login";
  }
}
