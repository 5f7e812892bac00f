package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemsTest {

  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/x");
  private final Problems problems = new Problems();

  @Test
  void aFullDiskThatHibernateTellsIsAnswered503() {
    RuntimeException full =
        new GenericJDBCException("could not execute batch", new SQLException("full", "53100"));

    assertThat(problems.failed(full, request).getStatus())
        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.value());
  }

  @Test
  void whatIsNoTroubleOfTheDatabaseIsAnswered500() {
    assertThat(problems.failed(new IllegalStateException(), request).getStatus())
        .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR.value());
  }
}
