package io.asyncable.app.csv;

import io.asyncable.app.system.Problem;
import org.springframework.http.HttpStatus;

/** A file that cannot be imported at all. The message says why. */
public final class UnreadableFile extends Problem {

  public UnreadableFile(String message) {
    this(HttpStatus.BAD_REQUEST, message);
  }

  public UnreadableFile(HttpStatus status, String message) {
    super(status, message);
  }
}
