package io.asyncable.app.intake.imports;

import io.asyncable.app.system.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The imports that run now take all places. Each keeps what it has read in memory. */
final class TooManyImports extends Problem {

  /** In seconds. */
  private static final String RETRY_AFTER = "10";

  TooManyImports() {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Other imports are running, so nothing of this file was filed. Try again in 10 seconds.");
    getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
  }
}
