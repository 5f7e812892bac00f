package io.asyncable.database;

import java.time.Duration;

/** A count took longer than people wait for a page, so it was stopped. */
public final class TookTooLong extends RuntimeException {

  TookTooLong(Duration patience, Throwable cause) {
    super(
        "The report was stopped after %d s so that it does not slow down the work. Choose a shorter time."
            .formatted(patience.toSeconds()),
        cause);
  }
}
