package io.asyncable.app.system;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Why a request is refused, in a sentence for whoever asked. A domain throws it, or an exception of
 * its own that extends it: programs get problem+json, people a page.
 */
public class Problem extends ErrorResponseException {

  private final String sentence;

  public Problem(HttpStatus status, String sentence) {
    super(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  /** Gives the answer the status and the headers, for a page that shows the sentence itself. */
  public void answer(HttpServletResponse response) {
    response.setStatus(getStatusCode().value());
    getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
  }
}
