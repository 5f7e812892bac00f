package io.asyncable.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ReviewApiProblemsTest {

  private final ReviewApiProblems problems = new ReviewApiProblems();

  @Test
  void aFullDiskThatHibernateTellsIsAnswered503() {
    RuntimeException full =
        new GenericJDBCException("could not execute batch", new SQLException("full", "53100"));

    assertThat(problems.failed(full).getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.value());
  }

  @Test
  void whatIsNoTroubleOfTheDatabaseIsAnswered500() {
    assertThat(problems.failed(new IllegalStateException()).getStatus())
        .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR.value());
  }
}
