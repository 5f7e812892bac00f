package io.asyncable.app.system.access;

import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Redirects to the page that the user wanted, on the host that the browser uses. */
final class LoginSuccess extends SavedRequestAwareAuthenticationSuccessHandler {

  LoginSuccess(RequestCache wanted) {
    setRequestCache(wanted);
    setDefaultTargetUrl("/");
    setRedirectStrategy(
        (request, response, url) ->
            response.sendRedirect(
                response.encodeRedirectURL(
                    url.startsWith("/") ? request.getContextPath() + url : path(url))));
  }

  /** Removes the host, because the request named it and could forge it. */
  private static String path(String url) {
    UriComponents wanted = UriComponentsBuilder.fromUriString(url).build();
    String path = String.valueOf(wanted.getPath()).replaceFirst("^/*", "/");
    return wanted.getQuery() == null ? path : path + "?" + wanted.getQuery();
  }
}
