package io.asyncable.app.system.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Shows the login page again, with the reason why the sign-in failed. */
final class LoginRefusal implements AuthenticationFailureHandler {

  /** Forwards to another address than the form's, which would be another try to sign in. */
  static final String PAGE = "/login/refused";

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    if (failure instanceof TooManyFailures tooMany) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      response.setHeader(HttpHeaders.RETRY_AFTER, tooMany.retryAfter());
      request.setAttribute("refusal", tooMany.getMessage());
      request.getRequestDispatcher(PAGE).forward(request, response);
    } else {
      response.sendRedirect(request.getContextPath() + "/login?error");
    }
  }
}
