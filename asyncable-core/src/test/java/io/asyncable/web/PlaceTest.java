package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PlaceTest {

  @Test
  void looksBehindTheContextPath() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/claims/api/jobs");
    request.setContextPath("/claims");
    assertThat(Place.of(request)).isEqualTo(Place.API);
    assertThat(Place.address(request)).isEqualTo("/api/jobs");
  }

  @Test
  void isThatOfTheRequestThatFailed() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/error");
    assertThat(Place.of(request)).isEqualTo(Place.ELSEWHERE);
    request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/jobs/x");
    assertThat(Place.of(request)).isEqualTo(Place.PAGES);
  }
}
