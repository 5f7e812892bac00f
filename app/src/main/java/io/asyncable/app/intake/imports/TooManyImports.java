package io.asyncable.app.intake.imports;

import io.asyncable.app.system.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** As many files are being imported as may be at a time; each keeps what it has read in memory. */
final class TooManyImports extends Problem {

  /** In seconds. */
  private static final String RETRY_AFTER = "10";

  TooManyImports() {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Other files are being imported. Nothing of this one was filed. Try again shortly.");
    getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
  }
}
