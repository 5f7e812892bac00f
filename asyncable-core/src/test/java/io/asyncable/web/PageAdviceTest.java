package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PageAdviceTest {

  @Test
  void namesTheSectionWithoutTheContextPath() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/claims/jobs/queues");
    request.setContextPath("/claims");
    assertThat(PageAdvice.section(request)).isEqualTo("/jobs/queues");
  }
}
