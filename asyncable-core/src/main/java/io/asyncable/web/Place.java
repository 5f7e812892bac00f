package io.asyncable.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The part of the application that a request was meant for, even if the request was refused. */
enum Place {
  API("/+api([/;].*)?"),
  PAGES("/+(asyncable_)?jobs([/.;].*)?"),
  ELSEWHERE(".*");

  private final Pattern addresses;

  Place(String addresses) {
    this.addresses = Pattern.compile(addresses, Pattern.DOTALL);
  }

  static Place of(HttpServletRequest request) {
    String address = address(request);
    for (Place place : values()) {
      if (place.addresses.matcher(address).matches()) {
        return place;
      }
    }
    return ELSEWHERE;
  }

  /**
   * The address within the application. While the error of a request is answered, it is that
   * request's address.
   */
  static String address(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String address = failed == null ? request.getRequestURI() : failed.toString();
    String application = request.getContextPath();
    return address.startsWith(application) ? address.substring(application.length()) : address;
  }
}
